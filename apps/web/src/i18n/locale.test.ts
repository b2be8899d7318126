import { describe, expect, it } from 'vitest';
import { negotiateLocale } from './locale.ts';

describe('the language of a reader without an account', () => {
  it('is the one they want most of those we speak', () => {
    expect(negotiateLocale('fr-FR,fr;q=0.9,de;q=0.8,en;q=0.7')).toBe('de');
    expect(negotiateLocale('en;q=0.2, de-AT;q=0.9')).toBe('de');
    expect(negotiateLocale('de;q=0, en')).toBe('en');
  });

  it('is English when they ask for none of ours', () => {
    expect(negotiateLocale('nl')).toBe('en');
    expect(negotiateLocale(null)).toBe('en');
    expect(negotiateLocale('*;;;,,=')).toBe('en');
  });
});
