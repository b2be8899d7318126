export { root, type ServerName, type StackUrls } from './plan.ts';
export {
  type Stack,
  type StackLinks,
  type StackOptions,
  type StackPart,
  startStack,
} from './start-stack.ts';
export type { Death } from './supervisor.ts';
