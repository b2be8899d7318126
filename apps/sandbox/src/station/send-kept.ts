import { CallRefused, type OcppLink, type Payload } from './ocpp-link.ts';
import type { ConnectorState, KeptMessage, StationState } from './station-state.ts';

const MAX_REFUSALS = 3;

export type KeptSender = { send(): Promise<void> };

/**
 * Delivers the messages of transactions one after another, each until it is answered, also after
 * hours without a connection (OCPP 1.6, 4.8 StartTransaction: the queue survives).
 */
export function sendKept(o: {
  state: StationState;
  link: OcppLink;
  touch(): void;
  log(line: string): void;
  /** The gateway does not want the tag of a transaction that has begun. */
  onRefused(connector: ConnectorState): void;
}): KeptSender {
  let isSending = false;
  let refusals = 0;
  const deliver = async (message: KeptMessage): Promise<void> => {
    const { action, payload, transactionKey: key } = message;
    const transactionId = o.state.transactionIds[key];
    const known = transactionId === undefined ? {} : { transactionId };
    const answer = await o.link.call(action, { ...payload, ...known });
    if (action === 'StartTransaction') {
      o.state.transactionIds[key] = Number(answer.transactionId);
      const connector = o.state.connectors.find((it) => it.transaction?.key === key);
      if (connector && !isTagAccepted(answer)) o.onRefused(connector);
    }
    if (action === 'StopTransaction') delete o.state.transactionIds[key];
  };
  const next = async (): Promise<boolean> => {
    const [message] = o.state.kept;
    if (!message || !o.link.isOpen()) return false;
    try {
      await deliver(message);
      refusals = 0;
    } catch (error) {
      o.log(`${message.action}: ${error instanceof Error ? error.message : String(error)}`);
      if (!(error instanceof CallRefused)) return false;
      refusals += 1;
      if (refusals < MAX_REFUSALS) return true;
      refusals = 0;
    }
    o.state.kept.shift();
    o.touch();
    return true;
  };
  return {
    async send() {
      if (isSending) return;
      isSending = true;
      try {
        while (await next());
      } finally {
        isSending = false;
      }
    },
  };
}

function isTagAccepted(answer: Payload): boolean {
  const info = answer.idTagInfo as { status?: string } | undefined;
  return info?.status === 'Accepted';
}
