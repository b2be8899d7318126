export { type AppRouter, appRouter, createCaller, type RouterOutputs } from './app-router.ts';
export type { ApiContext } from './context.ts';
export type { Refusal } from './refusals.ts';
