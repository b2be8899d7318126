import {
  dottedName,
  isNode,
  nameOf,
  type SourceFile,
  type SyntaxNode,
  type Untidy,
} from './source-file.ts';

const clocklessRoom = /^packages\/(domain|pricing|billing|services|ocpi|ocpp)\//;

/** The environment is read in files named `env.ts`, so that one file tells what an app needs. */
export function checkEnvironment(file: SourceFile): Untidy[] {
  if (/^env\.m?[jt]s$/.test(file.name)) return [];
  return file.nodes
    .filter(({ node }) => readsEnvironment(node))
    .map(({ node }) => ({
      path: file.path,
      line: file.lineOf(node.start),
      rule: 'environment',
      message: 'process.env is read in env.ts alone',
    }));
}

function readsEnvironment(node: SyntaxNode): boolean {
  if (/(^|\.)process\.env$/.test(dottedName(node) ?? '')) return true;
  if (node.type === 'MemberExpression' && isNode(node.object, 'MetaProperty')) {
    return nameOf(node.property) === 'env';
  }
  if (node.type === 'VariableDeclarator' && isNode(node.id, 'ObjectPattern')) {
    return dottedName(node.init) === 'process' && hasKey(node.id, 'env');
  }
  if (node.type !== 'ImportDeclaration') return false;
  const from = nameOf(node.source);
  const names = [node.specifiers].flat().filter((value) => isNode(value));
  return /^(node:)?process$/.test(from ?? '') && names.some((it) => nameOf(it.imported) === 'env');
}

function hasKey(pattern: SyntaxNode, key: string): boolean {
  const properties = [pattern.properties].flat().filter((value) => isNode(value));
  return properties.some((property) => nameOf(property.key) === key);
}

/** Rooms that decide or compute take a Clock: their tests choose the time. */
export function checkClock(file: SourceFile): Untidy[] {
  if (!clocklessRoom.test(file.path) || file.isTest) return [];
  return file.nodes
    .filter(({ node }) => readsClock(node))
    .map(({ node }) => ({
      path: file.path,
      line: file.lineOf(node.start),
      rule: 'clock',
      message: 'take the time from a Clock',
    }));
}

function readsClock(node: SyntaxNode): boolean {
  const path = dottedName(node) ?? '';
  if (/(^|\.)(Date\.now|performance\.now|performance\.timeOrigin|process\.hrtime)$/.test(path)) {
    return true;
  }
  if (/(^|\.)Temporal\.Now$/.test(path)) return true;
  const isDate = /^(globalThis\.)?Date$/.test(dottedName(node.callee) ?? '');
  if (node.type === 'CallExpression') return isDate;
  return node.type === 'NewExpression' && isDate && [node.arguments].flat().length === 0;
}
