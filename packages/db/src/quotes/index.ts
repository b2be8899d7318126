export * from './stored-quote.ts';
