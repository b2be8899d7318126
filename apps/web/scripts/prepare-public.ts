import { join } from 'node:path';
import { copyMapFiles } from '@peregrine/ui/public-files';
import { LOCALES } from '../src/i18n/locale.ts';

// Before each build, so that MapLibre's worker is that of the installed version.
copyMapFiles(join(import.meta.dirname, '../public/map-files'), LOCALES);
