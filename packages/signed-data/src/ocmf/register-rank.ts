/**
 * Which register counts as the energy that went into the vehicle, the best first: OCMF's own codes
 * for device before mains energy (OCMF, table 25), a manufacturer's transaction register (C = 98),
 * the plain import register (C = 1). The digits are hexadecimal in some records.
 */
const PREFERRED = ['B3', 'B1', 'B2', 'B0', '98', '1'];

/** Energy is integrated over time: D = 8, or 17 for the signed register of EDL meters. */
const INTEGRALS = new Set(['8', '17', '11']);

/** Lower is better; undefined for what is not energy delivered: export, power, another quantity. */
export function rankRegister(obis: string | undefined): number | undefined {
  if (obis === undefined) return PREFERRED.length;
  const match = /^(?:[\da-f]+-[\da-f]+:)?([\da-f]+)\.([\da-f]+)(?:\.[\da-f]+)?/i.exec(obis.trim());
  if (!match) return PREFERRED.length;
  const [, quantity = '', kind = ''] = match;
  if (!INTEGRALS.has(kind.replace(/^0+(?=.)/, ''))) return;
  const rank = PREFERRED.indexOf(quantity.replace(/^0+(?=.)/, '').toUpperCase());
  return rank < 0 ? undefined : rank;
}
