import { restore } from './restore.mjs';

restore(process.cwd());
