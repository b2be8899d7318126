import type { Server } from 'node:net';
import type { Clock } from '@peregrine/domain';
import PostalMime from 'postal-mime';
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server';
import type { StateFile } from '../state/open-state-file.ts';

const REMEMBERED = 500;
const MAX_BYTES = 10_000_000;

/** A mail as it was received: what people and tests read. */
export type ReceivedMail = {
  id: string;
  at: string;
  from: string;
  /** The envelope's recipients. */
  to: string[];
  subject: string;
  text: string;
  html: string;
  /** Every address of the web that the mail names, in order, once each. */
  links: string[];
};

export type Mailbox = {
  readonly mails: readonly ReceivedMail[];
  readonly smtpPort: number;
  clear(): void;
  close(): Promise<void>;
};

type MailboxState = { mails: ReceivedMail[]; count: number };

/** Takes every mail to everybody over SMTP, without a password, and keeps the last ones. */
export async function runMailbox(o: {
  stateFile: StateFile;
  clock: Clock;
  port: number;
}): Promise<Mailbox> {
  const state = o.stateFile.section<MailboxState>('mailbox', () => ({ mails: [], count: 0 }));
  const accept = async (stream: SMTPServerDataStream, to: string[]) => {
    const mail = await readMail(stream);
    state.count += 1;
    const at = o.clock.now().toISOString();
    state.mails.push({ id: String(state.count), at, to, ...mail });
    if (state.mails.length > REMEMBERED) state.mails.shift();
    o.stateFile.touch();
  };
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    size: MAX_BYTES,
    onData(stream, session, callback) {
      const to = session.envelope.rcptTo.map(({ address }) => address.toLowerCase());
      accept(stream, to).then(() => callback(), callback);
    },
  });
  const listening = await new Promise<Server>((resolve, reject) => {
    server.once('error', reject);
    const opened = server.listen(o.port, '127.0.0.1', () => resolve(opened));
  });
  const address = listening.address();
  return {
    get mails() {
      return state.mails;
    },
    smtpPort: typeof address === 'object' && address ? address.port : o.port,
    clear() {
      state.mails = [];
      o.stateFile.touch();
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}

async function readMail(stream: SMTPServerDataStream) {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const mail = await PostalMime.parse(Buffer.concat(chunks));
  const { text = '', html = '', subject = '' } = mail;
  const from = mail.from?.address ?? '';
  return { from, subject, text, html, links: findLinks(text, html) };
}

function findLinks(text: string, html: string): string[] {
  const inHtml = [...html.matchAll(/href="(https?:[^"]+)"/g)].map(([, url = '']) =>
    url.replaceAll('&amp;', '&'),
  );
  const inText = [...text.matchAll(/https?:\/\/[^\s<>")]+/g)].map(([url]) => url);
  return [...new Set([...inText, ...inHtml])];
}
