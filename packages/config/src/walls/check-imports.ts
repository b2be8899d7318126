import { join } from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { importRules } from './import-rules.ts';

/** One import that the table forbids, or a circle. */
export interface Breach {
  rule: string;
  from: string;
  /** What is imported, or the whole way round a circle. */
  to: string;
}

/**
 * Checks every import under `root`'s `apps` and `packages` against the table. Throws when no module
 * was seen, which is what dependency-cruiser answers, silently, when it lacks a parser.
 */
export async function checkImports(root: string): Promise<Breach[]> {
  const { output } = await cruise(
    ['apps', 'packages'],
    {
      baseDir: root,
      parser: 'swc',
      tsPreCompilationDeps: true,
      validate: true,
      ruleSet: { forbidden: importRules() },
      doNotFollow: { path: 'node_modules' },
      exclude: { path: '(^|/)(\\.next|generated|node_modules/next)/|\\.next/|next-env' },
    },
    {
      exportsFields: ['exports'],
      conditionNames: ['import', 'types', 'node', 'default'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json', '.d.ts'],
    },
  );
  const result = readResult(output);
  const seen = result.modules.filter((module) => /^(apps|packages)\/.*\.tsx?$/.test(module.source));
  if (seen.length === 0) throw new Error(`dependency-cruiser saw no module in ${join(root)}`);
  return result.summary.violations.map((violation) => ({
    rule: violation.rule.name,
    from: violation.from,
    to: violation.cycle?.map((step) => step.name).join(' -> ') ?? violation.to,
  }));
}

function readResult(output: ICruiseResult | string): ICruiseResult {
  return typeof output === 'string' ? (JSON.parse(output) as ICruiseResult) : output;
}
