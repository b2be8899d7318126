export * from './stored-user.ts';
