export * from './accept-tariffs.ts';
export * from './choose-tariff.ts';
export * from './tariff-in-force.ts';
