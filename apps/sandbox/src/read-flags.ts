import { parseArgs } from 'node:util';

export type Flags = {
  /** How many synthetic locations the platform `synthetic` has; 0: no such platform. */
  locations: number;
  /** The sample of French stations for the platform `irve`. */
  irvePath?: string;
  stations: boolean;
};

/** Reads the command line; throws a sentence for people when it cannot be read. */
export function readFlags(args: readonly string[]): Flags {
  const { values } = parseArgs({
    args: [...args],
    options: {
      locations: { type: 'string', default: '0' },
      irve: { type: 'string' },
      stations: { type: 'boolean', default: true },
    },
    allowNegative: true,
  });
  if (!/^\d{1,7}$/.test(values.locations)) {
    throw new Error(`--locations wants a number up to 9999999, not ${values.locations}`);
  }
  return {
    locations: Number(values.locations),
    ...(values.irve !== undefined && { irvePath: values.irve }),
    stations: values.stations,
  };
}
