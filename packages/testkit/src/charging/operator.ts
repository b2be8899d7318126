import type { CommandAnswer, PartnerGateway, StartOrder, StopOrder } from '@peregrine/services';

const ACCEPTED: CommandAnswer = { kind: 'answered', response: 'ACCEPTED', timeoutSeconds: 30 };

/** A partner's platform in memory: notes what it was sent and answers as its script says. */
export function testOperator() {
  const starts: StartOrder[] = [];
  const stops: StopOrder[] = [];
  /** What is answered next; a function may throw, as a process that dies in the call. */
  const script: { start: () => CommandAnswer; stop: () => CommandAnswer } = {
    start: () => ACCEPTED,
    stop: () => ACCEPTED,
  };
  const gateway: PartnerGateway = {
    sendStart: async (_, order) => {
      starts.push(order);
      return script.start();
    },
    sendStop: async (_, order) => {
      stops.push(order);
      return script.stop();
    },
    pushToken: () => Promise.resolve(),
    pull: () => {
      throw new Error('nothing to pull here');
    },
  };
  return { gateway, script, starts, stops };
}

export type TestOperator = ReturnType<typeof testOperator>;
