/** Markers of OCMF's TX that end a transaction: ended, locally, remotely, aborted, power failed. */
const ENDS = new Set(['E', 'L', 'R', 'A', 'P']);

export function isBegin(marker: string | undefined): boolean {
  return marker === 'B';
}

export function isEnd(marker: string | undefined): boolean {
  return marker !== undefined && ENDS.has(marker);
}

/** The marker of a reading that has none, by what OCPI calls the value (SignedValue.nature). */
export function markerOf(nature: string): string | undefined {
  const word = nature.trim().toLowerCase();
  if (/^(start|begin|transaction\.begin)/.test(word)) return 'B';
  if (/^(end|stop|transaction\.end)/.test(word)) return 'E';
  return word.startsWith('intermediate') ? 'C' : undefined;
}
