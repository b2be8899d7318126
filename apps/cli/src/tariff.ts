import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Before our modules load: they then start from what was compiled the last time.
enableCompileCache(join(import.meta.dirname, '../../../node_modules/.cache/compiled'));
const { runProgram } = await import('./frame/run-program.ts');
const { tariffProgram } = await import('./tariff/program.ts');
await runProgram(tariffProgram, process.argv.slice(2));
