import { type Connector, type Finding, type Instant, plugOf } from '@peregrine/domain';
import type { z } from 'zod';
import type { connectorPatchSchema, connectorSchema } from './connector.schema.ts';
import { powerOf, powerTypeOf } from './connector-power.ts';

type Sent = z.output<typeof connectorSchema>;

/** Folds one connector; `at` is its EVSE's last_updated, where its own is missing. */
export function foldConnector(
  sent: Sent,
  at: Instant,
  pointer: string,
  findings: Finding[],
): Connector {
  const powerType = powerTypeOf(sent.power_type, sent.standard);
  const power = powerOf({
    powerType,
    voltage: sent.max_voltage,
    amperage: sent.max_amperage,
    power: sent.max_electric_power,
  });
  if (power.implausible) findings.push(observe('implausible-power', pointer, 'above 4 MW'));
  else if (power.watts === 0) findings.push(observe('missing-power', pointer, 'no usable power'));
  if (powerType !== sent.power_type)
    findings.push(observe('power-type', `${pointer}/power_type`, `taken as ${powerType}`));
  return {
    id: sent.id,
    standard: sent.standard,
    plug: plugOf(sent.standard),
    format: sent.format?.toUpperCase() === 'CABLE' ? 'CABLE' : 'SOCKET',
    powerType,
    maxPowerW: power.watts,
    tariffIds: sent.tariff_ids ?? [],
    lastUpdated: sent.last_updated ?? at,
  };
}

/** The changes of a connector PATCH; power changes only when the patch alone determines it. */
export function foldConnectorChanges(
  sent: z.output<typeof connectorPatchSchema>,
  findings: Finding[],
): Partial<Omit<Connector, 'id'>> {
  const changes: { -readonly [K in keyof Connector]?: Connector[K] } = {
    lastUpdated: sent.last_updated,
  };
  if (sent.standard != null) {
    changes.standard = sent.standard;
    changes.plug = plugOf(sent.standard);
  }
  if (sent.format != null) changes.format = sent.format === 'CABLE' ? 'CABLE' : 'SOCKET';
  if (sent.tariff_ids !== undefined) changes.tariffIds = sent.tariff_ids ?? [];
  const powerSent = sent.max_electric_power ?? sent.max_voltage ?? sent.max_amperage;
  if (powerSent != null && (sent.max_electric_power != null || sent.power_type != null)) {
    const powerType = powerTypeOf(sent.power_type, sent.standard ?? '');
    if (sent.power_type != null) changes.powerType = powerType;
    const power = powerOf({
      powerType,
      voltage: sent.max_voltage,
      amperage: sent.max_amperage,
      power: sent.max_electric_power,
    });
    if (power.watts > 0) changes.maxPowerW = power.watts;
  } else if (powerSent != null) {
    findings.push(observe('incomplete-power', '', 'volts or amperes without the power type'));
  }
  return changes;
}

function observe(code: string, pointer: string, reason: string): Finding {
  return { code, pointer, severity: 'warning', reason };
}
