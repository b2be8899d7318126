import {
  add,
  decimal,
  type Exact,
  exact,
  exactOf,
  multiply,
  roundHalfUp,
  scaledToDecimal,
  toDecimal,
} from '@peregrine/domain';
import type { WireDecimal, WirePrice, WirePriceComponent, WireTariff } from './wire.ts';

/** What the meter and the clock of a station say about a charge; whole units. */
export type Measured = { energyWh: number; chargingSeconds: number; parkingSeconds: number };

/** What a CDR asks for: a part is absent where the tariff does not price it. */
export type CdrPrices = {
  energy?: WirePrice;
  time?: WirePrice;
  parking?: WirePrice;
  fixed?: WirePrice;
  total: WirePrice;
};

type Sum = { net: Exact; gross: Exact | undefined };

const HOUR = exact(3600n);
const HUNDRED = exact(100n);

/**
 * Prices a finished charge as the CPO of the sandbox does, exactly: `step_size` once per ENERGY and
 * once for TIME and PARKING_TIME together, on the last of the two (OCPI 2.2.1 mod_cdrs, step_size).
 * Net amounts are printed unrounded to four decimals, gross ones to the cent.
 *
 * `startMinute` (minutes after midnight at the site) chooses the elements once, at the start:
 * restrictions here are times of day only. `energyPriceAsked` is what an overcharging CPO puts in
 * the place of its tariff's energy price.
 */
export function priceCdr(
  tariff: WireTariff,
  measured: Measured,
  startMinute: number,
  energyPriceAsked?: string,
): CdrPrices {
  const chosen = (type: WirePriceComponent['type']) => componentOf(tariff, type, startMinute);
  const parkingPrice = measured.parkingSeconds > 0 ? chosen('PARKING_TIME') : undefined;
  const energy = priceEnergy(chosen('ENERGY'), measured.energyWh, energyPriceAsked);
  const time = priceTime(chosen('TIME'), measured.chargingSeconds, parkingPrice === undefined);
  const parking = priceTime(parkingPrice, measured.parkingSeconds, true);
  const fixed = priceOf(chosen('FLAT'), exact(1n));
  const parts = [energy, time, parking, fixed].filter((part) => part !== undefined);
  return {
    ...(energy && { energy: wirePrice(energy) }),
    ...(time && { time: wirePrice(time) }),
    ...(parking && { parking: wirePrice(parking) }),
    ...(fixed && { fixed: wirePrice(fixed) }),
    total: wirePrice(parts.reduce(addSums, { net: exact(0n), gross: exact(0n) })),
  };
}

/** Wh as the wire's kWh. */
export function wireKwh(energyWh: number): WireDecimal {
  return Number(scaledToDecimal(BigInt(energyWh), 3));
}

/** Seconds as the wire's hours, to four decimals half-up (OCPI 2.2.1 types, number). */
export function wireHours(seconds: number): WireDecimal {
  return Number(toDecimal(exact(BigInt(seconds), 3600n), 4));
}

function componentOf(
  tariff: WireTariff,
  type: WirePriceComponent['type'],
  startMinute: number,
): WirePriceComponent | undefined {
  return tariff.elements
    .filter(({ restrictions }) => {
      const from = minuteOf(restrictions?.start_time, 0);
      const to = minuteOf(restrictions?.end_time, 24 * 60);
      return from <= to
        ? startMinute >= from && startMinute < to
        : startMinute >= from || startMinute < to;
    })
    .flatMap((element) => element.price_components)
    .find((component) => component.type === type);
}

function minuteOf(time: string | undefined, otherwise: number): number {
  if (time === undefined) return otherwise;
  const [hours = '0', minutes = '0'] = time.split(':');
  return Number(hours) * 60 + Number(minutes);
}

function priceEnergy(
  component: WirePriceComponent | undefined,
  energyWh: number,
  priceAsked: string | undefined,
): Sum | undefined {
  if (!component) return undefined;
  const kwh = exact(stepUp(energyWh, component.step_size), 1000n);
  const asked = priceAsked === undefined ? component : { ...component, price: Number(priceAsked) };
  return priceOf(asked, kwh);
}

function priceTime(
  component: WirePriceComponent | undefined,
  seconds: number,
  isLast: boolean,
): Sum | undefined {
  if (!component) return undefined;
  const billed = isLast ? stepUp(seconds, component.step_size) : BigInt(seconds);
  return priceOf(component, exact(billed, HOUR.num));
}

function stepUp(value: number, step: number): bigint {
  const unit = BigInt(Math.max(1, step));
  return ((BigInt(value) + unit - 1n) / unit) * unit;
}

function priceOf(component: WirePriceComponent | undefined, quantity: Exact): Sum | undefined {
  if (!component) return undefined;
  const net = multiply(exactOfWire(component.price), quantity);
  if (component.vat === undefined) return { net, gross: undefined };
  const factor = add(exact(1n), multiply(exactOfWire(component.vat), exact(1n, HUNDRED.num)));
  return { net, gross: multiply(net, factor) };
}

function exactOfWire(value: WireDecimal): Exact {
  return exactOf(decimal(String(value)));
}

function addSums(a: Sum, b: Sum): Sum {
  const gross = a.gross && b.gross ? add(a.gross, b.gross) : undefined;
  return { net: add(a.net, b.net), gross };
}

function wirePrice(sum: Sum): WirePrice {
  const excl = Number(toDecimal(sum.net, 4));
  if (!sum.gross) return { excl_vat: excl };
  return { excl_vat: excl, incl_vat: Number(scaledToDecimal(roundHalfUp(sum.gross, 2), 2)) };
}
