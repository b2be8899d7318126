export * from './verification.ts';
export * from './verify-signed-data.ts';
