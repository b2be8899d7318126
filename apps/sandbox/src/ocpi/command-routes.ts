import { Hono } from 'hono';
import type { Scenario } from '../worlds/world.ts';
import { answer, refuse } from './answer.ts';
import { callPeer } from './call-peer.ts';
import { now, type Platform, type ReceivedCommand, scenarioOf } from './platform.ts';
import { findSpot, readLocation, type Spot } from './read-objects.ts';
import type { Charges } from './run-charges.ts';
import type { WireCdrToken } from './wire.ts';

/** Seconds within which a CommandResult is promised. */
const RESULT_TIMEOUT_SECONDS = 30;
const REMEMBERED_COMMANDS = 1_000;

type StartBody = {
  response_url?: string;
  token?: Partial<WireCdrToken>;
  location_id?: string;
  evse_uid?: string;
  connector_id?: string;
  authorization_reference?: string;
};
type StopBody = { response_url?: string; session_id?: string };

/** The CPO side of mod_commands: an answer now, the station's result later at `response_url`. */
export function commandRoutes(platform: Platform, charges: Charges): Hono {
  const routes = new Hono();
  routes.post('/START_SESSION', async (c) => {
    const body = await c.req.json<StartBody>();
    const { response_url: responseUrl, location_id: locationId } = body;
    const token = readToken(body.token);
    if (!responseUrl || !locationId || !token) {
      return refuse(c, 2001, 'response_url, token and location_id are required');
    }
    const spot = spotOf(platform, locationId, body.evse_uid);
    if (!spot) {
      noteCommand(platform, 'START_SESSION', body, 'UNKNOWN_LOCATION');
      return refuse(c, 2003, `no such EVSE at ${locationId}`);
    }
    const scenario = scenarioOf(platform, spot.evse.uid);
    const canStart = spot.evse.capabilities.includes('REMOTE_START_STOP_CAPABLE');
    const response = scenario.response ?? (canStart ? 'ACCEPTED' : 'NOT_SUPPORTED');
    const command = noteCommand(platform, 'START_SESSION', body, response);
    await platform.starts.pass();
    if (response === 'ACCEPTED') {
      const reference = body.authorization_reference;
      const authorization = {
        token,
        method: 'COMMAND' as const,
        ...(reference && { reference }),
        ...(body.connector_id && { connectorId: body.connector_id }),
      };
      const begin = () => charges.start(spot, authorization).id;
      void performStart(platform, { command, responseUrl, spot, scenario, begin });
    }
    return answer(c, { result: response, timeout: RESULT_TIMEOUT_SECONDS });
  });
  routes.post('/STOP_SESSION', async (c) => {
    const body = await c.req.json<StopBody>();
    if (!body.response_url || !body.session_id) {
      return refuse(c, 2001, 'response_url and session_id are required');
    }
    const run = platform.state.runs[body.session_id];
    const response = run ? 'ACCEPTED' : 'UNKNOWN_SESSION';
    const command = noteCommand(platform, 'STOP_SESSION', body, response);
    command.sessionId = body.session_id;
    if (run) void performStop(platform, charges, command, body.response_url, run.spot);
    return answer(c, { result: response, timeout: RESULT_TIMEOUT_SECONDS });
  });
  for (const kind of ['RESERVE_NOW', 'CANCEL_RESERVATION', 'UNLOCK_CONNECTOR']) {
    routes.post(`/${kind}`, async (c) => {
      noteCommand(platform, kind, await c.req.json(), 'NOT_SUPPORTED');
      return answer(c, { result: 'NOT_SUPPORTED', timeout: RESULT_TIMEOUT_SECONDS });
    });
  }
  return routes;
}

type Start = {
  command: ReceivedCommand;
  responseUrl: string;
  spot: Spot;
  scenario: Scenario;
  begin: () => string;
};

async function performStart(platform: Platform, start: Start): Promise<void> {
  await passing(platform.timing.resultAfterMs);
  // Looked at again: somebody may have plugged in meanwhile.
  const status = findSpot(platform, start.spot.evse.uid)?.evse.status ?? 'UNKNOWN';
  const result = start.scenario.startResult ?? resultByStatus(status);
  start.command.result = result;
  platform.touch();
  if (result !== 'none') await sendResult(platform, start.responseUrl, result, start.spot.location);
  if (!(start.scenario.session ?? result === 'ACCEPTED')) return;
  await passing(start.scenario.sessionAfterMs ?? 0);
  start.command.sessionId = start.begin();
}

async function performStop(
  platform: Platform,
  charges: Charges,
  command: ReceivedCommand,
  responseUrl: string,
  spot: { evse_uid: string },
): Promise<void> {
  await passing(platform.timing.resultAfterMs);
  const location = findSpot(platform, spot.evse_uid)?.location;
  const result = scenarioOf(platform, spot.evse_uid).stopResult ?? 'ACCEPTED';
  command.result = result;
  if (result === 'ACCEPTED' && command.sessionId) charges.stop(command.sessionId);
  platform.touch();
  if (result !== 'none' && location) await sendResult(platform, responseUrl, result, location);
}

/** The body of the later answer is a bare CommandResult, without the envelope. */
function sendResult(
  platform: Platform,
  url: string,
  result: string,
  from: { country_code: string; party_id: string },
) {
  return callPeer(platform, { method: 'POST', url, body: { result }, from });
}

function resultByStatus(status: string): string {
  if (status === 'AVAILABLE') return 'ACCEPTED';
  return ['CHARGING', 'BLOCKED', 'RESERVED'].includes(status)
    ? 'EVSE_OCCUPIED'
    : 'EVSE_INOPERATIVE';
}

function spotOf(platform: Platform, locationId: string, evseUid?: string): Spot | undefined {
  if (evseUid) {
    const spot = findSpot(platform, evseUid);
    return spot?.location.id === locationId ? spot : undefined;
  }
  const index = platform.world.sites.indexOfLocation(locationId);
  if (index === undefined) return undefined;
  const location = readLocation(platform, index);
  const evse = location.evses.find(({ status }) => status === 'AVAILABLE') ?? location.evses[0];
  return evse && { location, evse };
}

function readToken(token: Partial<WireCdrToken> | undefined): WireCdrToken | undefined {
  if (!token) return undefined;
  const { country_code, party_id, uid, type, contract_id } = token;
  if (!country_code || !party_id || !uid || !type || !contract_id) return undefined;
  return { country_code, party_id, uid, type, contract_id };
}

function noteCommand(
  platform: Platform,
  kind: string,
  body: unknown,
  response: string,
): ReceivedCommand {
  const command: ReceivedCommand = { at: now(platform), kind, body, response };
  platform.state.commands.push(command);
  if (platform.state.commands.length > REMEMBERED_COMMANDS) platform.state.commands.shift();
  platform.touch();
  return command;
}

function passing(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
