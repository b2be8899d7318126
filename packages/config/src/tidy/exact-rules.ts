import { isNode, nameOf, type SourceFile, type SyntaxNode, type Untidy } from './source-file.ts';

/** Where money, energy and time are computed; tests and their fixtures may take shortcuts. */
const exactRoom = /^packages\/pricing\/src\/price\/[^/]+\.ts$/;
/**
 * These read or write the text of an instant for `Date` and `Intl`: a text's digits become a bigint
 * at once, or an instant goes to `Intl` alone.
 */
const translators = /\/(instant-ms|local-time|zone-clock)\.ts$/;

/** What a `number` may be there: a place in a list, how many there are, digits, a rank. */
const counts = /^(at|index|position|digits|rank|count|periods?|element|component)$|(Index|Digits)$/;
/** Functions that answer such a number, or take an integer of the wire to make a bigint of it. */
const countingFunctions = /^(fractionDigits|mostDigits|indexToJoin|wholeNumber)$/;
/** An integer as a partner sent it, on its way to a bigint. */
const sentInteger = /^sent$/;

/** Exact amounts: no float, and no `number` that holds money, energy or time (`domain/README`). */
export function checkExact(file: SourceFile): Untidy[] {
  if (!exactRoom.test(file.path) || /\.(test|fixture|bench)\.ts$/.test(file.path)) return [];
  const isTranslator = translators.test(file.path);
  return file.nodes.flatMap(({ node, parents }) => {
    const found = findFloat(node) ?? findHolder(node, parents);
    const inexact = found ?? (isTranslator ? undefined : findInexact(node, parents));
    if (inexact === undefined) return [];
    return [{ path: file.path, line: file.lineOf(node.start), rule: 'exact', message: inexact }];
  });
}

function findFloat(node: SyntaxNode): string | undefined {
  if (node.type !== 'Literal' || typeof node.value !== 'number') return undefined;
  return Number.isInteger(node.value) ? undefined : `${node.value} is a float`;
}

/** Something typed `number` by a name that does not say that it counts. */
function findHolder(node: SyntaxNode, parents: readonly SyntaxNode[]): string | undefined {
  // `(typeof LIST)[number]` is a type of the list's entries, not a number.
  if (node.type !== 'TSNumberKeyword' || parents[0]?.type === 'TSIndexedAccessType')
    return undefined;
  for (const parent of parents) {
    if (parent.type === 'FunctionDeclaration') {
      const name = nameOf(parent.id) ?? '';
      return countingFunctions.test(name) ? undefined : `${name} answers a number`;
    }
    const name = holderName(parent);
    if (name === undefined) continue;
    const isCount = counts.test(name) || sentInteger.test(name);
    return isCount ? undefined : `${name} is a number, and does not say what it counts`;
  }
  return 'a number without a name';
}

function holderName(node: SyntaxNode): string | undefined {
  if (node.type === 'Identifier') return nameOf(node);
  if (node.type === 'TSPropertySignature' || node.type === 'PropertyDefinition') {
    return nameOf(node.key);
  }
  return undefined;
}

const arithmetic = /^([*/%]|\*\*)=?$/;
const rounding = /^(floor|ceil|round|trunc|fround|random|pow|sqrt|log10?)$/;
const parsers = /^(Number|parseFloat|parseInt)$/;

/** What would make a number of a quantity, or compute with one. */
function findInexact(node: SyntaxNode, parents: readonly SyntaxNode[]): string | undefined {
  if (node.type === 'BinaryExpression' || node.type === 'AssignmentExpression') {
    const sides = [node.left, node.right];
    const isNumeric = sides.some((it) => isNode(it, 'Literal') && typeof it.value === 'number');
    if (isNumeric && arithmetic.test(String(node.operator))) return 'arithmetic on a number';
  }
  if (node.type === 'UnaryExpression' && node.operator === '+') return 'a unary plus';
  if (node.type !== 'CallExpression') return undefined;
  const callee = node.callee;
  const name = isNode(callee, 'MemberExpression') ? nameOf(callee.property) : nameOf(callee);
  if (name === undefined) return undefined;
  const goesToBigInt =
    isNode(parents[0], 'CallExpression') && nameOf(parents[0].callee) === 'BigInt';
  if (isNode(callee, 'Identifier') && parsers.test(name)) return `${name}() makes a number`;
  if (/^(getTime|valueOf|toFixed|toNumber)$/.test(name)) return `${name}() makes a number`;
  const isMath = isNode(callee, 'MemberExpression') && nameOf(callee.object) === 'Math';
  if (isMath && rounding.test(name) && !goesToBigInt) return `Math.${name} on a number`;
  if (name === 'parse' && isNode(callee, 'MemberExpression') && nameOf(callee.object) === 'Date') {
    return goesToBigInt ? undefined : 'Date.parse() makes a number';
  }
  return undefined;
}
