import type { Finding } from '@peregrine/domain';
import { z } from 'zod';

/** What a reader answers: a usable value with what was odd, or why it cannot be used at all. */
export type ReadResult<T> =
  | { readonly ok: true; readonly value: T; readonly findings: readonly Finding[] }
  | { readonly ok: false; readonly problems: readonly Finding[] };

type Path = readonly PropertyKey[];
const MAX_ROUNDS = 20;
const droppableLists = new WeakSet<object>();
const DROPPED = Symbol('dropped');

/** A list whose broken elements are left out with a finding instead of spoiling the object. */
export function droppable<E extends z.ZodType>(element: E): z.ZodArray<E> {
  const list = z.array(element);
  droppableLists.add(list);
  return list;
}

/**
 * Parses what a partner sent: a broken optional field or droppable element becomes a finding and is
 * left out, a broken required one makes the object unusable. Findings never repeat the sent value.
 */
export function readObject<S extends z.ZodType>(
  schema: S,
  input: unknown,
): ReadResult<z.output<S>> {
  const first = schema.safeParse(input);
  if (first.success) return { ok: true, value: first.data, findings: [] };
  const findings: Finding[] = [];
  const copy: unknown = structuredClone(input);
  let issues: readonly z.core.$ZodIssue[] = first.error.issues;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const lost = leaveOut(schema, copy, issues, findings);
    if (lost.length > 0) return { ok: false, problems: lost };
    const again = schema.safeParse(copy);
    if (again.success) return { ok: true, value: again.data, findings };
    issues = again.error.issues;
  }
  return { ok: false, problems: issues.map(problemOf) };
}

/** Takes every spoiled part out of `copy`; answers the problems that no leaving-out can cure. */
function leaveOut(
  schema: z.ZodType,
  copy: unknown,
  issues: readonly z.core.$ZodIssue[],
  findings: Finding[],
): Finding[] {
  const lost: Finding[] = [];
  const lists = new Set<unknown[]>();
  for (const issue of issues) {
    const point = removalPoint(schema, issue.path);
    if (!point) lost.push(problemOf(issue));
    else {
      remove(copy, point, lists);
      findings.push({
        code: 'invalid-part',
        pointer: pointerOf(issue.path),
        severity: 'warning',
        reason: `${issue.message}; left out ${pointerOf(point)}`,
      });
    }
  }
  for (const list of lists) {
    const kept = list.filter((element) => element !== DROPPED);
    list.splice(0, list.length, ...kept);
  }
  return lost;
}

/** The innermost part on the way to `path` that the object can do without. */
function removalPoint(schema: z.ZodType, path: Path): Path | undefined {
  let current = unwrap(schema);
  let point: Path | undefined;
  for (const [index, key] of path.entries()) {
    let next: unknown;
    if (current instanceof z.ZodObject) {
      next = current.shape[String(key)];
      if (next instanceof z.ZodOptional) point = path.slice(0, index + 1);
    } else if (current instanceof z.ZodArray) {
      next = current.element;
      if (droppableLists.has(current)) point = path.slice(0, index + 1);
    }
    if (!(next instanceof z.ZodType)) break;
    current = unwrap(next);
  }
  return point;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let current: unknown = schema;
  while (true) {
    if (current instanceof z.ZodOptional || current instanceof z.ZodNullable)
      current = current.unwrap();
    else if (current instanceof z.ZodPipe) current = current.in;
    else break;
  }
  return current instanceof z.ZodType ? current : schema;
}

function remove(root: unknown, path: Path, lists: Set<unknown[]>): void {
  let parent = root;
  for (const key of path.slice(0, -1)) parent = childOf(parent, key);
  const last = path.at(-1);
  if (last === undefined) return;
  if (Array.isArray(parent)) {
    parent[Number(last)] = DROPPED;
    lists.add(parent);
  } else if (typeof parent === 'object' && parent !== null) Reflect.deleteProperty(parent, last);
}

function childOf(parent: unknown, key: PropertyKey): unknown {
  return typeof parent === 'object' && parent !== null ? Reflect.get(parent, key) : undefined;
}

function problemOf(issue: z.core.$ZodIssue): Finding {
  return {
    code: 'unusable',
    pointer: pointerOf(issue.path),
    severity: 'error',
    reason: issue.message,
  };
}

/** A JSON pointer (RFC 6901) of a path. */
export function pointerOf(path: Path): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
