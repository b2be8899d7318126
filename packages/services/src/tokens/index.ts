export * from './authorize-token.ts';
export { issueAppToken, issueAppTokenIn } from './issue-app-token.ts';
export * from './list-tokens.ts';
export * from './push-token.ts';
export * from './register-card.ts';
export * from './sweep-token-pushes.ts';
