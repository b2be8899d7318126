/**
 * Masks e-mail addresses, and what looks like a token uid, a contract id or a card number. File
 * paths (`node_modules/@scope/...`) and UUIDs stay readable.
 */
export function maskPersonal(text: string): string {
  return text
    .replace(/[^\s@<>"'/]+@[^\s@<>"'/]+\.[a-z]{2,}/gi, '<e-mail>')
    .replace(/\b[A-Z]{2}-?[A-Z0-9]{3}-?C?[A-Z0-9]{8,9}(-?[A-Z0-9])?\b/g, '<contract>')
    .replace(/\b(?=[A-F0-9]*\d)[A-F0-9]{8,20}\b|\b[A-Z2-7]{20}\b/g, '<token>')
    .replace(/(?<![-\w])(?=[a-f0-9]*\d)[a-f0-9]{8,20}(?![-\w])/g, '<token>');
}

/** What a log may hold of whatever was thrown: its stack, masked. */
export function maskedStack(error: unknown): string {
  return maskPersonal(error instanceof Error ? (error.stack ?? error.message) : String(error));
}
