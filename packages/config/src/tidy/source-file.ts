import { basename } from 'node:path';
import { parseSync, visitorKeys } from 'oxc-parser';

/** A node of the syntax tree (ESTree with TypeScript, as oxc gives it). */
export interface SyntaxNode {
  type: string;
  start: number;
  end: number;
  [key: string]: unknown;
}

/** One file as every tidy rule sees it. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  path: string;
  name: string;
  text: string;
  isTest: boolean;
  /** Comments without their marks. */
  comments: readonly { text: string; start: number }[];
  /** Every node with its parents, nearest first, in the order of the text. */
  nodes: readonly { node: SyntaxNode; parents: readonly SyntaxNode[] }[];
  lineOf(offset: number): number;
}

/** What a rule found: `line` counts from 1. */
export interface Untidy {
  path: string;
  line: number;
  rule: string;
  message: string;
}

/** Parses one file. Throws on a syntax error, which would hide everything after it. */
export function readSource(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text);
  const [error] = parsed.errors;
  if (error) throw new Error(`${path}: ${error.message}`);
  const lineStarts = [...text.matchAll(/^/gm)].map((match) => match.index);
  return {
    path,
    name: basename(path),
    text,
    isTest: /\.(test|spec|bench)\.tsx?$/.test(path) || path.includes('/e2e/'),
    comments: parsed.comments.map(({ value, start }) => ({ text: value, start })),
    nodes: flatten(parsed.program as unknown as SyntaxNode),
    lineOf: (offset) => lineStarts.findLastIndex((start) => start <= offset) + 1,
  };
}

function flatten(program: SyntaxNode): SourceFile['nodes'] {
  const found: { node: SyntaxNode; parents: readonly SyntaxNode[] }[] = [];
  const walk = (node: SyntaxNode, parents: readonly SyntaxNode[]): void => {
    found.push({ node, parents });
    const below = [node, ...parents];
    for (const key of visitorKeys[node.type] ?? []) {
      for (const child of [node[key]].flat()) if (isNode(child)) walk(child, below);
    }
  };
  walk(program, []);
  return found;
}

/** Whether a value is a node of the tree, and of `type` where that is given. */
export function isNode(value: unknown, type?: string): value is SyntaxNode {
  if (typeof value !== 'object' || value === null || !('type' in value)) return false;
  return type === undefined || value.type === type;
}

/** The name of an identifier or a string key, e.g. of a property; undefined for anything else. */
export function nameOf(value: unknown): string | undefined {
  if (isNode(value, 'Identifier') || isNode(value, 'PrivateIdentifier')) return String(value.name);
  if (isNode(value, 'Literal') && typeof value.value === 'string') return value.value;
  return undefined;
}

/** `process.env` for the node of `process.env`; undefined where it is not a path of names. */
export function dottedName(node: unknown): string | undefined {
  if (isNode(node, 'Identifier')) return String(node.name);
  if (isNode(node, 'ChainExpression')) return dottedName(node.expression);
  if (!isNode(node, 'MemberExpression')) return undefined;
  const left = dottedName(node.object);
  const right = nameOf(node.property);
  return left && right ? `${left}.${right}` : undefined;
}
