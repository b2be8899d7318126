export * from './stored-token.ts';
