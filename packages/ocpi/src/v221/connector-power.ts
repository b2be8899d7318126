import { POWER_TYPES, type PowerType } from '@peregrine/domain';

const MAX_PLAUSIBLE_W = 4_000_000;
const LINE_TO_LINE_V = 346;

/** The power type as sent, else what its plug says: combined and CHAdeMO plugs are DC. */
export function powerTypeOf(sent: string | null | undefined, standard: string): PowerType {
  const known = POWER_TYPES.find((type) => type === sent?.toUpperCase());
  if (known) return known;
  return /COMBO|CHADEMO|CHAOJI|GBT_DC|PANTOGRAPH/.test(standard.toUpperCase())
    ? 'DC'
    : 'AC_1_PHASE';
}

/**
 * Watts of a connector: `max_electric_power`, else volts x amperes x phases, where 2.2.1 gives line
 * to neutral for three phases; a voltage that can only be line to line is taken as such. 0: unknown.
 */
export function powerOf(connector: {
  readonly powerType: PowerType;
  readonly voltage: number | null | undefined;
  readonly amperage: number | null | undefined;
  readonly power: number | null | undefined;
}): { readonly watts: number; readonly implausible: boolean } {
  const { voltage, amperage, power } = connector;
  const product = (voltage ?? 0) * (amperage ?? 0) * phases(connector.powerType, voltage ?? 0);
  const candidates = [power ?? 0, Math.round(product)].filter((watts) => watts > 0);
  const watts = candidates.find((candidate) => candidate <= MAX_PLAUSIBLE_W);
  return { watts: watts ?? 0, implausible: candidates.some((one) => one > MAX_PLAUSIBLE_W) };
}

function phases(type: PowerType, voltage: number): number {
  if (type === 'AC_3_PHASE') return voltage >= LINE_TO_LINE_V ? Math.sqrt(3) : 3;
  return type === 'AC_2_PHASE' || type === 'AC_2_PHASE_SPLIT' ? 2 : 1;
}
