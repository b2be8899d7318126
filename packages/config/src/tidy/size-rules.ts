import { isNode, type SourceFile, type SyntaxNode, type Untidy } from './source-file.ts';

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);

/** Files over 400 lines, tests over 600. */
export function checkFileLength(file: SourceFile): Untidy[] {
  const lines = file.text.trimEnd().split('\n').length;
  const limit = file.isTest ? 600 : 400;
  if (lines <= limit) return [];
  const message = `${lines} lines, at most ${limit}`;
  return [{ path: file.path, line: 1, rule: 'file length', message }];
}

/**
 * Functions over 70 lines, over 150 where they return JSX. A `describe` is a list of tests and not a
 * function to follow: it is not counted.
 */
export function checkFunctionLength(file: SourceFile): Untidy[] {
  const found: Untidy[] = [];
  for (const { node, parents } of file.nodes) {
    if (!functions.has(node.type) || isDescribe(parents[0])) continue;
    const line = file.lineOf(node.start);
    const lines = file.lineOf(node.end) - line + 1;
    const limit = holdsJsx(file, node) ? 150 : 70;
    if (lines <= limit) continue;
    const message = `${lines} lines, at most ${limit}`;
    found.push({ path: file.path, line, rule: 'function length', message });
  }
  return found;
}

function isDescribe(parent: SyntaxNode | undefined): boolean {
  if (!isNode(parent, 'CallExpression')) return false;
  const callee = JSON.stringify(parent.callee, ['type', 'name', 'object', 'property', 'callee']);
  return /"name":"describe"/.test(callee);
}

function holdsJsx(file: SourceFile, node: SyntaxNode): boolean {
  return file.nodes.some(
    (inner) => inner.node.type.startsWith('JSX') && inner.parents.includes(node),
  );
}
