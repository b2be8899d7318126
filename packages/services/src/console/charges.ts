import {
  type ConsoleCharge,
  findConsoleCharge,
  findConsoleChargeParts,
  listConsoleChargeRows,
} from '@peregrine/db';
import { type ChargeState, chargeWord, instantOf, moneyText } from '@peregrine/domain';
import type { Context } from '../context.ts';
import type { ConsoleChargeDetail, ConsoleChargeRow, Page, TableQuery } from '../views/console.ts';
import { checkId, checkStaff, found, listPage } from './staff-table.ts';

/**
 * Charges, the newest first. `filter`: a settlement or energy state, or `attention`. Staff only.
 */
export async function listConsoleCharges(
  ctx: Context,
  query: TableQuery,
): Promise<Page<ConsoleChargeRow>> {
  checkStaff(ctx);
  return await listPage(query, (page) => listConsoleChargeRows(ctx.db.read, page), toRow);
}

/** One charge with everything that happened to it. Staff only. */
export async function viewConsoleCharge(
  ctx: Context,
  input: { readonly id: string },
): Promise<ConsoleChargeDetail> {
  checkStaff(ctx);
  const charge = found(await findConsoleCharge(ctx.db.read, checkId(input.id)));
  const { authorizationReference, partnerId, sessionId, cdrs, invoiceId, invoiceNumber, ...row } =
    charge;
  const parts = await findConsoleChargeParts(ctx.db.read, charge.id);
  return {
    ...toRow(row),
    authorizationReference,
    partnerId,
    cdrs,
    ...(sessionId !== null && { sessionId }),
    ...(invoiceId !== null && invoiceNumber !== null && { invoiceId, invoiceNumber }),
    timeline: parts.timeline.map(({ at, event, details }) => ({
      at: instantOf(at),
      event,
      details: details as Readonly<Record<string, unknown>>,
    })),
    payments: parts.payments.map(({ amountMinor, currency, createdAt, failureCode, ...rest }) => ({
      ...rest,
      amount: moneyText({ minor: amountMinor, currency }),
      createdAt: instantOf(createdAt),
      ...(failureCode !== null && { failureCode }),
    })),
  };
}

function toRow(charge: ConsoleCharge): ConsoleChargeRow {
  const { start, energy, settlement, energyKwh, totalMinor, currency, attention, ...row } = charge;
  const state = { start, energy, settlement } as ChargeState;
  return {
    ...row,
    state,
    word: chargeWord(state),
    timeZone: row.timeZone ?? 'UTC',
    createdAt: instantOf(row.createdAt),
    ...(energyKwh !== null && { energyKwh }),
    ...(totalMinor !== null &&
      currency !== null && { total: moneyText({ minor: BigInt(totalMinor), currency }) }),
    ...(attention !== null && { attention }),
  };
}
