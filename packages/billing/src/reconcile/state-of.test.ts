import type { FindingSeverity, SuggestedAction } from '@peregrine/domain';
import { expect, test } from 'vitest';
import { type Checked, stateOf } from './state-of.ts';
import type { Rule } from './types.ts';

const found = (
  about: Rule['about'],
  onError: Rule['onError'],
  severity: FindingSeverity,
  action: SuggestedAction,
): Checked => ({ rule: { about, onError }, findings: [{ severity, action }] });

const held = found('quantities', 'held', 'error', 'hold');
const disputed = found('price', 'disputed', 'error', 'dispute');
const refused = found('record', 'refused', 'error', 'dispute');
const warned = found('price', 'disputed', 'warning', 'tolerate');
const told = found('price', 'disputed', 'info', 'accept');
const atHome = found('price', 'none', 'info', 'compensate-driver');
const taxed = found('tax', 'none', 'error', 'dispute');
const harmless = found('price', 'none', 'error', 'request-credit');
const silent: Checked = { rule: { about: 'price', onError: 'disputed' }, findings: [] };

test.each<[string, string, readonly Checked[], boolean]>([
  ['accepted', 'nothing was found', [silent], false],
  ['accepted', 'something is only told', [told], false],
  ['accepted', 'the driver is to be paid back', [atHome], false],
  ['accepted', 'only the tax is wrong', [taxed], false],
  ['tolerated', 'something is odd', [told, warned], false],
  ['tolerated', 'an error does not concern the CDR', [harmless], false],
  ['disputed', 'the price is wrong', [warned, disputed], false],
  ['disputed', 'nothing is owed for it', [refused], false],
  ['held', 'the quantities are in doubt', [held], false],
  ['held', 'quantities and price are', [disputed, held, refused], false],
  ['superseded', 'it was credited', [], true],
  ['superseded', 'it was credited, whatever was found', [held, disputed], true],
])('%s when %s', (state, _why, checked, isSuperseded) => {
  expect(stateOf(checked, isSuperseded)).toBe(state);
});
