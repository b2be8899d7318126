import type { House } from './run-house.ts';
import { until } from './until.ts';

/** An answer of a procedure that refused: HTTP status, the closed code, and all of the text. */
export type Refused = { readonly status: number; readonly code: string; readonly body: string };

/** A browser of a test: a cookie, and procedures of the web app called over HTTP. */
export type Browser = {
  /** A query's output. Throws a `ProcedureRefused`. */
  query<T>(path: string, input?: object): Promise<T>;
  /** A mutation's output. Throws a `ProcedureRefused`. */
  mutate<T>(path: string, input: object): Promise<T>;
  /** Any request with the cookie. */
  request(path: string, init?: RequestInit): Promise<Response>;
};

export class ProcedureRefused extends Error {
  readonly refused: Refused;

  constructor(path: string, refused: Refused) {
    super(`${path}: ${refused.status} ${refused.body.slice(0, 500)}`);
    this.refused = refused;
  }
}

/** What a call was refused with; throws when it was not. */
export async function refusalOf(call: Promise<unknown>): Promise<Refused> {
  const answer = await call.catch((error: unknown) => error);
  if (answer instanceof ProcedureRefused) return answer.refused;
  throw new Error(`not refused: ${JSON.stringify(answer)}`, { cause: answer });
}

/** Somebody who is not signed in, when there is no cookie. */
export function openBrowser(house: House, cookie = ''): Browser {
  const request = (path: string, init: RequestInit = {}) => {
    const headers = new Headers(init.headers);
    headers.set('cookie', cookie);
    const url = new URL(path, house.stack.urls.web);
    return fetch(url, { redirect: 'manual', ...init, headers });
  };
  const call = async <T>(path: string, init?: RequestInit): Promise<T> => {
    const response = await request(`/api/trpc/${path}`, init);
    const body = await response.text();
    const read = parse(body);
    if (response.ok && read.result) return read.result.data as T;
    const code = read.error?.data.refusal.code ?? 'no answer of a procedure';
    throw new ProcedureRefused(path, { status: response.status, code, body });
  };
  return {
    request,
    query: (path, input) =>
      call(input ? `${path}?input=${encodeURIComponent(JSON.stringify(input))}` : path),
    mutate: (path, input) =>
      call(path, {
        method: 'POST',
        body: JSON.stringify(input),
        headers: { 'content-type': 'application/json' },
      }),
  };
}

type Envelope = {
  readonly result?: { readonly data: unknown };
  readonly error?: { readonly data: { readonly refusal: { readonly code: string } } };
};

function parse(text: string): Envelope {
  return text.startsWith('{') ? (JSON.parse(text) as Envelope) : {};
}

/** Follows a one-time link: the browser that it signs in. */
export async function signIn(house: House, link: string): Promise<Browser> {
  const response = await fetch(link, { redirect: 'manual' });
  return openBrowser(house, sessionCookie(response));
}

function sessionCookie(response: Response): string {
  const cookies = response.headers.getSetCookie().map((cookie) => cookie.split(';')[0] ?? '');
  const session = cookies.filter((cookie) => cookie.includes('session-token='));
  if (session.length !== 1) throw new Error(`the link did not sign in: ${response.status}`);
  return session.join('; ');
}

/** A new driver: asks for a link by mail, follows it, and saves a card on the hosted page. */
export async function signUp(house: House, email: string, cardNumber: string): Promise<Browser> {
  const browser = await signIn(house, await askForLink(house, email));
  const { url } = await browser.mutate<{ url: string }>('account.openCardPage', {
    returnPath: '/account',
  });
  const card = { number: cardNumber, expiry: '12 / 34', cvc: '123', name: 'Test Driver' };
  const page = await fetch(url, {
    method: 'POST',
    body: new URLSearchParams(card),
    redirect: 'manual',
  });
  if (page.status !== 303) throw new Error(`the card was not saved: ${page.status}`);
  await until('the card is saved', async () => {
    const cards = await browser.query<unknown[]>('account.cards');
    return cards.length > 0;
  });
  return browser;
}

async function askForLink(house: House, email: string): Promise<string> {
  const { web } = house.stack.urls;
  const asked = await fetch(`${web}/api/auth/csrf`);
  const { csrfToken } = (await asked.json()) as { csrfToken: string };
  const cookie = asked.headers.getSetCookie().map((it) => it.split(';')[0]);
  await fetch(`${web}/api/auth/signin/email`, {
    method: 'POST',
    headers: { cookie: cookie.join('; ') },
    body: new URLSearchParams({ csrfToken, email, callbackUrl: web, json: 'true' }),
    redirect: 'manual',
  });
  const to = encodeURIComponent(email);
  return await until(`the mail to ${email}`, async () => {
    const mails = await house.control<{ links: string[] }[]>(`/mails?to=${to}`);
    return mails.flatMap(({ links }) => links).find((link) => link.includes('/callback/email'));
  });
}
