import { showPrice, vatPercent } from '@peregrine/billing';
import {
  type ChargePlace,
  findCharge,
  findChargePlace,
  findFreeEvsesNear,
  findInvoice,
  findOpenStop,
  findSessionOfCharge,
  listAttempts,
  listChargeEvents,
  type PriceBasis,
  type StoredAttempt,
  type StoredCharge,
  type Tx,
} from '@peregrine/db';
import {
  type ChargeState,
  chargeWord,
  instantOf,
  moneyText,
  type Plug,
  type Session,
} from '@peregrine/domain';
import { ServiceError } from '../errors.ts';
import { currentLink } from '../payments/payment-link.ts';
import { standingHold } from '../payments/plan-collection.ts';
import type { ChargeView } from '../views/charge.ts';
import { liveNumbers } from './live-numbers.ts';
import { priceBasisOf } from './price-basis-of.ts';
import { rateSoFar } from './rate-so-far.ts';
import type { DriverContext } from './start-charge.ts';

/**
 * A charge as its driver sees it now; re-read at every event. Refuses not-found, also for the
 * charge of somebody else.
 */
export async function viewCharge(
  ctx: DriverContext,
  input: { readonly chargeId: string },
): Promise<ChargeView> {
  const tx = ctx.db.read;
  const charge = await findCharge(tx, input.chargeId);
  if (!charge || charge.userId !== ctx.actor.userId) {
    throw new ServiceError('not-found', 'This charge is not known.');
  }
  const place = await findChargePlace(tx, charge);
  const found = await findSessionOfCharge(tx, charge.id);
  const basis = await priceBasisOf(tx, charge);
  const attempts = await listAttempts(tx, charge.id);
  const invoice = await findInvoice(tx, { chargeId: charge.id });
  const stopping = (await findOpenStop(tx, charge.id)) !== undefined;
  const currency = basis?.plan?.currency ?? found?.session.currency;
  return {
    id: charge.id,
    version: charge.version,
    origin: charge.origin,
    state: charge.state,
    word: chargeWord(charge.state),
    station: stationOf(charge, place),
    ...timesOf(charge),
    timeline: (await listChargeEvents(tx, charge.id)).map(({ event, at }) => ({
      event,
      at: instantOf(at),
    })),
    ...(found ? { live: liveNumbers(found.session, found.receivedAt) } : {}),
    ...costOf(basis, found?.session),
    unitPrices: unitPricesOf(basis, charge),
    ...(currency === undefined ? {} : { currency }),
    ...holdOf(attempts),
    ...refusalsOf(charge),
    alternatives: await alternativesOf(tx, charge, place),
    canStop: charge.state.energy === 'charging' && found !== undefined && !stopping,
    receiptReady: invoice !== undefined,
    ...(invoice && {
      total: moneyText({ minor: invoice.totalMinor, currency: invoice.currency }),
    }),
    ...paymentUrlOf(charge, attempts, ctx.clock.now()),
  };
}

function stationOf(charge: StoredCharge, place: ChargePlace | undefined): ChargeView['station'] {
  if (!place) {
    return {
      name: charge.locationId,
      address: '',
      city: '',
      timeZone: 'UTC',
      operatorName: `${charge.party.countryCode}-${charge.party.partyId}`,
      evseLabel: charge.evseUid,
    };
  }
  return {
    id: place.stationId,
    name: place.name,
    address: place.address,
    city: place.city,
    timeZone: place.timeZone,
    operatorName: place.operatorName,
    evseLabel: place.physicalReference ?? place.evseId ?? place.evseUid,
    ...(place.plug === null ? {} : { plug: place.plug as Plug }),
    ...(place.maxPowerW === null ? {} : { powerW: place.maxPowerW }),
  };
}

function timesOf({ createdAt, startedAt, endedAt }: StoredCharge) {
  return {
    createdAt: instantOf(createdAt),
    ...(startedAt ? { startedAt: instantOf(startedAt) } : {}),
    ...(endedAt ? { endedAt: instantOf(endedAt) } : {}),
  };
}

function costOf(basis: PriceBasis | undefined, session: Session | undefined) {
  const rated = basis && session && rateSoFar(basis, session);
  return rated ? { costSoFar: rated.total, lines: rated.lines } : { lines: [] };
}

function unitPricesOf(basis: PriceBasis | undefined, charge: StoredCharge) {
  if (!basis?.tariff || !basis.plan || !basis.country) return [];
  const at = instantOf(charge.startedAt ?? charge.createdAt);
  const shown = showPrice({
    tariff: basis.tariff,
    plan: basis.plan,
    site: basis.site,
    vatPercent: basis.vatPercent ?? vatPercent(basis.country, at),
  });
  if (shown.kind === 'unknown') return [];
  return shown.components.map(({ dimension, per, allIn }) => ({
    dimension,
    unit: per,
    unitPrice: allIn,
  }));
}

function holdOf(attempts: readonly StoredAttempt[]) {
  const hold = standingHold(attempts);
  return hold ? { hold: moneyText({ minor: hold.amountMinor, currency: hold.currency }) } : {};
}

/** The start came to nothing, or has so far: it was refused, not answered, or no session followed. */
function hasFailed({ start, energy, settlement }: ChargeState): boolean {
  if (energy !== 'none' && energy !== 'expected') return false;
  return start === 'refused' || start === 'timed-out' || settlement === 'void';
}

function refusalsOf({ state, refusalCode, refusalText, stopRefusalCode }: StoredCharge) {
  const text = refusalText === null ? {} : { text: refusalText };
  const running = state.energy === 'charging' || state.energy === 'stopping';
  return {
    ...(hasFailed(state) && refusalCode ? { refusal: { code: refusalCode, ...text } } : {}),
    ...(running && stopRefusalCode ? { stopRefusal: { code: stopRefusalCode } } : {}),
  };
}

async function alternativesOf(tx: Tx, charge: StoredCharge, place: ChargePlace | undefined) {
  if (!hasFailed(charge.state) || !place?.plug) return [];
  const free = await findFreeEvsesNear(tx, {
    stationId: place.stationId,
    plug: place.plug,
    exceptEvseUid: charge.evseUid,
  });
  return free.map(({ stationId, name, evseId, evseUid, physicalReference, distanceM }) => ({
    stationId,
    name,
    evseLabel: physicalReference ?? evseId ?? evseUid,
    distanceM,
  }));
}

function paymentUrlOf(charge: StoredCharge, attempts: readonly StoredAttempt[], now: Date) {
  const url = charge.state.settlement === 'open' ? currentLink(attempts, now)?.linkUrl : undefined;
  return url ? { paymentUrl: url } : {};
}
