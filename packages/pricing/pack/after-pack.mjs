import { restore } from './restore.mjs';

restore();
