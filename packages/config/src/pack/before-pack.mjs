import { execFileSync } from 'node:child_process';
import { copyFileSync, globSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { restore } from './restore.mjs';

/*
 * What `npm pack` of the pricing room, where this runs, puts into the tarball: JavaScript with its
 * types, the domain's beside ours, since Node strips no types below node_modules. `package.json` is
 * swapped for the tarball's own while npm reads it; `after-pack.mjs` puts ours back.
 */
const root = process.cwd();
const dist = join(root, 'dist');
const entry = 'pricing/src/index';

restore(root);
rmSync(dist, { recursive: true, force: true });
execFileSync('tsc', ['--project', 'tsconfig.pack.json'], {
  stdio: 'inherit',
});

const domain = join(dist, 'domain/src/index.js');
for (const path of globSync('**/*.{js,d.ts}', { cwd: dist })) {
  const file = join(dist, path);
  const specifier = relative(dirname(file), domain).replaceAll('\\', '/');
  const text = readFileSync(file, 'utf8');
  const from = specifier.startsWith('.') ? specifier : `./${specifier}`;
  writeFileSync(file, text.replaceAll(/(['"])@peregrine\/domain\1/g, `'${from}'`));
}

const {
  private: _,
  dependencies,
  devDependencies,
  scripts,
  ...kept
} = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
const packed = {
  ...kept,
  exports: { '.': { types: `./dist/${entry}.d.ts`, default: `./dist/${entry}.js` } },
};
copyFileSync(join(root, '../../LICENSE'), join(root, 'LICENSE'));
renameSync(join(root, 'package.json'), join(root, 'package.json.kept'));
writeFileSync(join(root, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
