import type { StationProtocol } from './protocol.ts';
import { v16 } from './v16/index.ts';

/** The versions we speak, the one we like best first. */
const PROTOCOLS: readonly StationProtocol[] = [v16];

/**
 * The best version that a station offers; bound to the connection, never to the station.
 * `none-offered` is refused at the upgrade; `none-supported` completes the handshake without a
 * subprotocol and closes at once (OCPP-J 1.6, 3.1.2).
 */
export function chooseProtocol(
  offered: readonly string[],
): StationProtocol | 'none-offered' | 'none-supported' {
  if (offered.length === 0) return 'none-offered';
  const chosen = PROTOCOLS.find((protocol) =>
    offered.some((name) => name.toLowerCase() === protocol.subprotocol),
  );
  return chosen ?? 'none-supported';
}
