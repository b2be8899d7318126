export { sweepPersonalData } from './sweep-personal-data.ts';
