import {
  compare,
  exactOf,
  type Finding,
  type Instant,
  millisecondsBetween,
  type SignedFacts,
  subtract,
} from '@peregrine/domain';
import { absolute } from '../difference.ts';
import { observe } from '../observe.ts';
import { toleratedEnergy, toleratedMs } from '../tolerances.ts';
import type { Facts, Rule } from '../types.ts';

/**
 * R23: what the meter signed against what the CDR claims. Data that cannot be checked here is told,
 * no more: our check informs and proves nothing.
 */
export const signature: Rule = {
  code: 'R23',
  about: 'quantities',
  onError: 'held',
  check(facts) {
    const { signed } = facts;
    if (!signed) return [];
    return [...verification(signed), ...energy(facts, signed), ...identity(facts, signed)];
  },
};

const POINTER = '/signed_data';

function verification({ valid, reason }: SignedFacts): Finding[] {
  const values = { detail: reason.text };
  const seen = { pointer: POINTER, computed: reason.code };
  if (valid === true) return [];
  return valid === false
    ? [observe('R23.invalid', { ...seen, severity: 'error', action: 'hold' }, values)]
    : [observe('R23.unchecked', { ...seen, severity: 'info', action: 'accept' }, values)];
}

/** More than was signed is in doubt; less harms nobody. */
function energy(facts: Facts, { energyKwh: signed }: SignedFacts): Finding[] {
  if (signed === undefined) return [];
  const claimed = facts.cdr.totalEnergyKwh;
  const difference = subtract(exactOf(claimed), exactOf(signed));
  if (compare(absolute(difference), toleratedEnergy(facts)) <= 0) return [];
  const isMore = difference.num > 0n;
  return [
    observe(
      'R23.energy',
      {
        pointer: '/total_energy',
        severity: isMore ? 'error' : 'warning',
        action: isMore ? 'hold' : 'tolerate',
        claimed,
        computed: signed,
      },
      { signed, claimed },
    ),
  ];
}

const ODD = { severity: 'warning', action: 'tolerate' } as const;

function identity(facts: Facts, signed: SignedFacts): Finding[] {
  const { cdr } = facts;
  const { meterSerial, identification, startClock, endClock } = signed;
  const found: Finding[] = [
    ...drift(facts, 'R23.start', cdr.startedAt, startClock && signed.startedAt, startClock),
    ...drift(facts, 'R23.end', cdr.endedAt, endClock && signed.endedAt, endClock),
  ];
  if (cdr.meterId !== undefined && meterSerial !== undefined && !same(cdr.meterId, meterSerial)) {
    const seen = { ...ODD, pointer: '/meter_id', claimed: cdr.meterId, computed: meterSerial };
    found.push(observe('R23.meter', seen));
  }
  const { tokenUid, contractId } = cdr.token;
  const known = [tokenUid, contractId];
  if (identification && !known.some((id) => same(id, identification))) {
    const seen = { ...ODD, pointer: '/cdr_token', claimed: tokenUid, computed: identification };
    found.push(observe('R23.identification', seen));
  }
  return found;
}

/** A clock that was never set says nothing. */
function drift(
  facts: Facts,
  key: 'R23.start' | 'R23.end',
  claimed: Instant,
  computed: Instant | undefined,
  clock: SignedFacts['startClock'],
): Finding[] {
  if (computed === undefined || clock === 'unknown') return [];
  const apartMs = Math.abs(millisecondsBetween(claimed, computed));
  if (apartMs <= toleratedMs(facts)) return [];
  const pointer = key === 'R23.start' ? '/start_date_time' : '/end_date_time';
  const seconds = String(Math.round(apartMs / 1_000));
  return [observe(key, { ...ODD, pointer, claimed, computed }, { seconds })];
}

/** Serials and ids are written with and without separators and leading zeros. */
function same(a: string, b: string): boolean {
  const plain = (text: string) =>
    text
      .toUpperCase()
      .replace(/[^A-Z0-9]/g, '')
      .replace(/^0+/, '');
  return plain(a) === plain(b);
}
