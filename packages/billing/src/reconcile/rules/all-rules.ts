import type { Rule } from '../types.ts';
import { duplicate } from './r01-duplicate.ts';
import { credit } from './r02-credit.ts';
import { orphan } from './r03-orphan.ts';
import { session } from './r04-session.ts';
import { late } from './r05-late.ts';
import { clock } from './r06-clock.ts';
import { periods } from './r07-periods.ts';
import { selfSum } from './r08-self-sum.ts';
import { recompute } from './r09-recompute.ts';
import { stepSize } from './r10-step-size.ts';
import { hourRounding } from './r11-hour-rounding.ts';
import { splitMissing } from './r12-split-missing.ts';
import { tariff } from './r13-tariff.ts';
import { timeBasis } from './r14-time-basis.ts';
import { vat } from './r15-vat.ts';
import { currency } from './r16-currency.ts';
import { cents } from './r17-cents.ts';
import { plausibility } from './r18-plausibility.ts';
import { overlap } from './r19-overlap.ts';
import { token } from './r20-token.ts';
import { location } from './r21-location.ts';
import { limits } from './r22-limits.ts';
import { signature } from './r23-signature.ts';
import { invoice } from './r24-invoice.ts';
import { homeCharging } from './r25-home-charging.ts';

/** Each rule once, in the order of their codes. */
export const RULES: readonly Rule[] = [
  duplicate,
  credit,
  orphan,
  session,
  late,
  clock,
  periods,
  selfSum,
  recompute,
  stepSize,
  hourRounding,
  splitMissing,
  tariff,
  timeBasis,
  vat,
  currency,
  cents,
  plausibility,
  overlap,
  token,
  location,
  limits,
  signature,
  invoice,
  homeCharging,
];
