/** The sandbox's levers (`apps/sandbox/README.md`, "Levers for tests"), as far as tests pull them. */
export type Sandbox = ReturnType<typeof openSandbox>;

type SandboxMail = {
  readonly to: string;
  readonly subject: string;
  readonly links: readonly string[];
};

type SandboxSession = {
  readonly id: string;
  readonly evse_uid: string;
  readonly status: string;
};

export function openSandbox(url: string) {
  const ask = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await fetch(`${url}/control${path}`, {
      ...init,
      headers: { 'content-type': 'application/json' },
    });
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    return (await response.json()) as T;
  };
  const post = <T>(path: string, body: object) =>
    ask<T>(path, { method: 'POST', body: JSON.stringify(body) });

  return {
    ask,
    post,
    async mailsTo(address: string): Promise<readonly SandboxMail[]> {
      const answer = await ask<readonly SandboxMail[] | { mails: readonly SandboxMail[] }>(
        `/mails?to=${encodeURIComponent(address)}`,
      );
      return 'mails' in answer ? answer.mails : answer;
    },
    /** The driver ends the running charge at the station itself, by pulling the cable. */
    async unplug(platform: string, evseUid: string): Promise<void> {
      const sessions = await ask<readonly SandboxSession[]>(`/platforms/${platform}/sessions`);
      const running = sessions.find((it) => it.evse_uid === evseUid && it.status === 'ACTIVE');
      if (!running) throw new Error(`nothing is charging at ${evseUid}`);
      await post(`/platforms/${platform}/sessions/${running.id}/unplug`, {});
    },
    /** What was captured so far, in minor units of EUR. */
    async capturedCents(): Promise<number> {
      const { captured } = await ask<{ captured: Readonly<Record<string, number>> }>('/payments');
      return captured.eur ?? 0;
    },
  };
}
