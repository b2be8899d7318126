export * from './commands.ts';
export * from './find-charge.ts';
export * from './find-evidence.ts';
export * from './price-basis.ts';
export * from './stored-charge.ts';
export * from './view-charge.ts';
