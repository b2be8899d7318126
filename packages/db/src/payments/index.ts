export * from './attempts.ts';
export * from './cards.ts';
export * from './webhooks.ts';
