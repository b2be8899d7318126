import { isNode, nameOf, type SourceFile, type SyntaxNode, type Untidy } from './source-file.ts';

const moneyWords = new Set([
  'price',
  'prices',
  'amount',
  'amounts',
  'cost',
  'costs',
  'fee',
  'fees',
]);
const qualifiers = new Set(['incl', 'excl', 'tax', 'vat', 'net', 'gross']);

/** Money is exact: a field that is named like money is never a `number`. */
export function checkMoney(file: SourceFile): Untidy[] {
  return file.nodes.flatMap(({ node, parents }) => {
    const name = fieldName(node, parents[0]);
    if (!name || !soundsLikeMoney(name) || !holdsNumber(node.typeAnnotation)) return [];
    const message = `${name} is typed number: money is exact (Money, Decimal, Exact)`;
    return [{ path: file.path, line: file.lineOf(node.start), rule: 'money', message }];
  });
}

function fieldName(node: SyntaxNode, parent: SyntaxNode | undefined): string | undefined {
  if (node.type === 'TSPropertySignature' || node.type === 'PropertyDefinition') {
    return nameOf(node.key);
  }
  const isParameter = parent?.type.includes('Function') && [parent.params].flat().includes(node);
  return isParameter ? nameOf(node) : undefined;
}

function soundsLikeMoney(name: string): boolean {
  const words = name.split(/(?=[A-Z])|[_-]/).map((word) => word.toLowerCase());
  if (words.some((word) => moneyWords.has(word))) return true;
  return /^totals?$/.test(words[0] ?? '') && words.slice(1).every((word) => qualifiers.has(word));
}

/** `number`, alone or in a union or an array; not `number` inside an object or a function type. */
function holdsNumber(type: unknown): boolean {
  if (!isNode(type)) return false;
  if (type.type === 'TSNumberKeyword') return true;
  if (type.type === 'TSUnionType') return [type.types].flat().some(holdsNumber);
  if (type.type === 'TSArrayType') return holdsNumber(type.elementType);
  const wrapped = ['TSTypeAnnotation', 'TSParenthesizedType', 'TSTypeOperator'];
  return wrapped.includes(type.type) && holdsNumber(type.typeAnnotation);
}

// The sandbox speaks the protocols on its own, as a witness, so it has its own door for versions.
const wireRoom = /^(packages\/(ocpi|ocpp)|apps\/sandbox)\//;
const ocpiVersion = /^v?(2\.0|2\.1\.1|2\.2|2\.2\.1(-d2)?|2\.3\.0|2\.3)$/;
const ocppVersion = /^(ocpp)?v?(1\.[56]J?|2\.0(\.1)?|2\.1)$/i;
const folder = /^v(16|20|201|21|211|22|221|23|230)$/;

/** Protocol versions stop at the door: elsewhere they are data to show, never compared. */
export function checkVersions(file: SourceFile): Untidy[] {
  if (wireRoom.test(file.path) || file.isTest) return [];
  return file.nodes.flatMap(({ node }) => {
    const version = comparedTexts(node).find(isVersion);
    if (version === undefined) return [];
    const message = `'${version}' is compared outside the wire rooms`;
    return [{ path: file.path, line: file.lineOf(node.start), rule: 'version', message }];
  });
}

function isVersion(text: string): boolean {
  return ocpiVersion.test(text) || ocppVersion.test(text) || folder.test(text);
}

function comparedTexts(node: SyntaxNode): string[] {
  const compared = (() => {
    if (node.type === 'BinaryExpression') return [node.left, node.right];
    if (node.type === 'SwitchCase') return [node.test];
    if (node.type !== 'CallExpression' || !isNode(node.callee, 'MemberExpression')) return [];
    const method = nameOf(node.callee.property) ?? '';
    if (!/^(includes|startsWith|endsWith|indexOf|has|test|match)$/.test(method)) return [];
    const list = isNode(node.callee.object, 'ArrayExpression') ? node.callee.object.elements : [];
    return [node.arguments, list].flat(2);
  })();
  return compared.flatMap((value) => {
    if (!isNode(value, 'Literal') || typeof value.value !== 'string') return [];
    return [value.value];
  });
}

/** Names of files and directories that say nothing, and notes to ourselves. */
export function checkWords(file: SourceFile): Untidy[] {
  const found: Untidy[] = [];
  const vague = /(^|\/)(utils?|helpers?|common|lib)(\/|\.[^/]*$)/.exec(file.path)?.[2];
  if (vague) found.push(untidyWord(file, 1, `${vague} says nothing about what is inside`));
  for (const { text, start } of file.comments) {
    const note = /\b(TODO|FIXME|XXX|HACK)\b/.exec(text)?.[1];
    if (note) found.push(untidyWord(file, file.lineOf(start), `${note}: do it or leave it`));
  }
  return found;
}

function untidyWord(file: SourceFile, line: number, message: string): Untidy {
  return { path: file.path, line, rule: 'words', message };
}
