import { globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkExact } from './exact-rules.ts';
import { checkMoney, checkVersions, checkWords } from './meaning-rules.ts';
import { checkClock, checkEnvironment } from './runtime-rules.ts';
import { checkFileLength, checkFunctionLength } from './size-rules.ts';
import { readSource, type SourceFile, type Untidy } from './source-file.ts';

const rules: readonly ((file: SourceFile) => Untidy[])[] = [
  checkFileLength,
  checkFunctionLength,
  checkEnvironment,
  checkClock,
  checkMoney,
  checkExact,
  checkVersions,
  checkWords,
];

const topLevel = new Set(['apps', 'packages', 'prisma', 'node_modules', 'LICENSE', 'README.md']);
// Files that a tool insists on finding at the top.
const forTools = new Set(['package.json', 'package-lock.json', 'turbo.json', 'vitest.config.ts']);
forTools.add('prisma.config.ts');
const notOurs = /(^|\/)(node_modules|generated|\.next|\.turbo|public)(\/|$)|next-env\.d\.ts$/;

/** Every rule over one file's text; `path` is relative to the root and decides which rules apply. */
export function checkText(path: string, text: string): Untidy[] {
  const file = readSource(path, text);
  return rules.flatMap((rule) => rule(file));
}

/** Every rule over every source file of the house. Throws when there is none. */
export function checkTidy(root: string): Untidy[] {
  const paths = globSync('{apps,packages,prisma}/**/*.{ts,tsx,mts,mjs,js}', {
    cwd: root,
    exclude: (path) => notOurs.test(path),
  }).filter((path) => !notOurs.test(path));
  if (paths.length === 0) throw new Error(`no source file under ${root}`);
  const inFiles = paths
    .sort()
    .flatMap((path) => checkText(path, readFileSync(join(root, path), 'utf8')));
  return [...inFiles, ...checkTopLevel(readdirSync(root))];
}

/** The top level holds the floors, dotfiles, and what a tool or a reader looks for there. */
export function checkTopLevel(names: readonly string[]): Untidy[] {
  return names
    .filter((name) => !name.startsWith('.') && !topLevel.has(name) && !forTools.has(name))
    .map((path) => ({ path, line: 1, rule: 'top level', message: 'does not belong there' }));
}
