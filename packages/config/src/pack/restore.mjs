import { existsSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts our own `package.json` of a room back, and takes away what was made for the tarball.
 * @param {string} root
 */
export function restore(root) {
  const kept = join(root, 'package.json.kept');
  if (existsSync(kept)) renameSync(kept, join(root, 'package.json'));
  for (const made of ['LICENSE', 'dist'])
    rmSync(join(root, made), { recursive: true, force: true });
}
