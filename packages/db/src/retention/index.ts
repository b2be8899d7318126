export * from './delete-outdated.ts';
