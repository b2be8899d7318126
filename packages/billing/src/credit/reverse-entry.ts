import type { JournalEntry } from '../document/postings.ts';

/** The entry that takes another back, line by line: both together leave every account as it was. */
export function reverseEntry(key: string, entry: JournalEntry): JournalEntry {
  const lines = entry.lines.map(({ account, amount }) => ({
    account,
    amount: { ...amount, minor: -amount.minor },
  }));
  return { key, lines };
}
