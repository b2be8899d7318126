export * from './accept-registration.ts';
export * from './add-partner.ts';
export * from './authenticate-partner.ts';
export * from './partner-connection.ts';
export * from './pull-partner.ts';
export * from './read-cdr-text.ts';
export type { PushedMessage } from './received-messages.ts';
export * from './schedule-pulls.ts';
