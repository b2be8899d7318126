export * from './commands.ts';
export * from './find-evidence.ts';
export * from './stored-charge.ts';
