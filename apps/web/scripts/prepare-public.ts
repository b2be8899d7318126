import { join } from 'node:path';
import { copyMapFiles } from '@peregrine/ui/public-files';

// Before each build, so that MapLibre's worker is that of the installed version.
copyMapFiles(join(import.meta.dirname, '../public/map-files'));
