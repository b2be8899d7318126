/** A text as PostgreSQL keeps and JSON carries it: without NUL, half surrogate pairs replaced. */
export function storableText(value: string): string {
  return value.replaceAll('\0', '').toWellFormed();
}
