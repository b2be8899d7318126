import type { PartyRef } from '@peregrine/domain';
import { type CallerOptions, createCaller } from '../http/call.ts';
import { dataOf } from '../http/envelope.ts';
import { requestHeaders } from '../http/headers.ts';
import type { Endpoint, PartyRole } from '../versions/messages.ts';
import { endpointUrl } from './endpoints.ts';
import { readPlatform, usable } from './read-platform.ts';

type Registered = {
  readonly version: string;
  readonly theirToken: string;
  readonly endpoints: readonly Endpoint[];
  readonly parties: readonly PartyRole[];
};

/** The sender's side of the credentials module; the services' `PartnerRegistrar` by structure. */
export type OcpiRegistrar = {
  register(input: {
    readonly versionsUrl: string;
    readonly registrationToken: string;
    readonly ourVersionsUrl: string;
    readonly ourToken: string;
    readonly ourParty: PartyRef;
    readonly ourName: string;
  }): Promise<Registered>;
  readEndpoints(input: {
    readonly versionsUrl: string;
    readonly token: string;
  }): Promise<{ readonly version: string; readonly endpoints: readonly Endpoint[] }>;
  close(): void;
};

export function createOcpiRegistrar(options: CallerOptions): OcpiRegistrar {
  const caller = createCaller(options);
  return {
    /** Versions and details with token A, POST with token B, and token C is theirs from then on. */
    async register(input) {
      const { wire, endpoints } = await readPlatform(
        caller,
        input.versionsUrl,
        input.registrationToken,
      );
      const answer = await caller.call({
        method: 'POST',
        url: credentialsUrl(endpoints),
        headers: requestHeaders({ token: input.registrationToken }),
        body: JSON.stringify(
          wire.unfoldCredentials({
            token: input.ourToken,
            versionsUrl: input.ourVersionsUrl,
            parties: [{ party: input.ourParty, role: 'EMSP', name: input.ourName }],
          }),
        ),
      });
      const theirs = usable(wire.foldCredentials(dataOf(answer)), 'credentials');
      return {
        version: wire.version,
        theirToken: theirs.token,
        endpoints,
        parties: theirs.parties,
      };
    },
    /** What a partner offers now: fetched again at every POST and PUT of its credentials. */
    async readEndpoints(input) {
      const { wire, endpoints } = await readPlatform(caller, input.versionsUrl, input.token);
      return { version: wire.version, endpoints };
    },
    close: () => caller.close(),
  };
}

/** The credentials endpoint; its role says nothing (ocpi/ocpi #403). */
function credentialsUrl(endpoints: readonly Endpoint[]): string {
  const any = endpoints.find((endpoint) => endpoint.module === 'credentials');
  return any?.url ?? endpointUrl({ endpoints, name: 'the partner' }, 'credentials', 'RECEIVER');
}
