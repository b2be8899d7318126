export { default } from './packages/config/src/vitest-settings.ts';
