import type { ChargeState, ChargeWord } from './charge-state.ts';

/**
 * The word on the driver's screen, of the three fields alone. Money speaks first once the charge
 * ended, then energy, then the start. `charging` is said by evidence only.
 */
export function chargeWord(state: ChargeState): ChargeWord {
  switch (state.settlement) {
    case 'paid':
      return 'paid';
    case 'open':
      return 'payment-open';
    case 'billed':
      return 'billed';
    case 'awaiting-record':
      return 'awaiting-record';
    case 'void':
      return state.start === 'refused' && state.energy !== 'ended' ? 'refused' : 'nothing-charged';
    case 'none':
      return runningWord(state);
  }
}

function runningWord({ start, energy }: ChargeState): ChargeWord {
  switch (energy) {
    case 'charging':
      return 'charging';
    case 'stopping':
      return 'stopping';
    case 'ended':
      return 'awaiting-record';
    case 'expected':
      return 'plug-in';
    case 'none':
      return startWord(start);
  }
}

function startWord(start: ChargeState['start']): ChargeWord {
  switch (start) {
    case 'none':
    case 'asked':
      return 'asking';
    case 'accepted':
      return 'plug-in';
    case 'refused':
      return 'refused';
    case 'timed-out':
      return 'no-answer';
    case 'unknown':
      return 'uncertain';
  }
}
