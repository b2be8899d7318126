/**
 * One id for all taps and tabs that start at a quote: kept in this browser, so that a second tab
 * sends the same start. Where storage is closed the server still knows the quote.
 */
export function startIdOf(quoteId: string): string {
  const key = `start:${quoteId}`;
  try {
    const kept = localStorage.getItem(key);
    if (kept) return kept;
    const made = crypto.randomUUID();
    localStorage.setItem(key, made);
    return made;
  } catch {
    return crypto.randomUUID();
  }
}
