import {
  findStartCommand,
  findUnusedPermission,
  readTokenStanding,
  type StationRecord,
  type Tx,
} from '@peregrine/db';
import type { TokenVerdict } from '@peregrine/domain';

/** How long after a remote start or a swipe the plug may follow (OCPP 1.6, ConnectionTimeOut). */
export const PLUG_IN_TIME_MS = 15 * 60_000;

/** On what a transaction stands: our command, a swipe that we allowed, or the station's own list. */
export type StartGround = {
  readonly verdict: TokenVerdict;
  readonly authMethod: 'COMMAND' | 'AUTH_REQUEST' | 'WHITELIST';
  readonly authorizationReference: string | undefined;
  readonly startCommandId: string | undefined;
  /** The uid as we issued it; as read where it is not ours. */
  readonly tokenUid: string;
};

export async function groundOfStart(
  tx: Tx,
  input: {
    station: StationRecord;
    partnerId: string;
    connector: number;
    tokenUid: string;
    now: Date;
  },
): Promise<StartGround> {
  const since = new Date(input.now.getTime() - PLUG_IN_TIME_MS);
  const token = await readTokenStanding(tx, input.tokenUid);
  const tokenUid = token?.tokenUid ?? input.tokenUid;
  const verdict = token === undefined ? 'invalid' : token.valid ? 'accepted' : 'blocked';
  const { connector } = input;
  const stationId = input.station.id;
  const command = await findStartCommand(tx, { stationId, connector, tokenUid, since });
  if (command) {
    return {
      verdict,
      authMethod: 'COMMAND',
      authorizationReference: command.authorizationReference ?? undefined,
      startCommandId: command.id,
      tokenUid,
    };
  }
  const permission = await findUnusedPermission(tx, {
    partnerId: input.partnerId,
    tokenUid,
    since,
  });
  // The station let it in by its own list: who has no credit is told to stop.
  const lacksCredit = token !== undefined && (!token.hasCard || token.hasOpenInvoice);
  const unasked = permission === undefined && lacksCredit && verdict === 'accepted';
  return {
    verdict: unasked ? 'blocked' : verdict,
    authMethod: permission ? 'AUTH_REQUEST' : 'WHITELIST',
    authorizationReference: permission,
    startCommandId: undefined,
    tokenUid,
  };
}
