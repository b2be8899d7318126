export * from './tariff-versions.ts';
