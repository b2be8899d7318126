import nodemailer from 'nodemailer';
import type { Mail, WordedMail } from './mail.ts';
import { wordReceipt } from './receipt-mail.ts';
import { wordSignIn } from './sign-in-mail.ts';

export type MailerOptions = {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  readonly url: string;
  /** `Peregrine <billing@peregrine.example>` */
  readonly from: string;
};

// A job waits for a mail server no longer than this; it tries again later.
const TIMEOUT_MS = 10_000;

/** Mail by SMTP, fit for the services' `Mailer`: worded here, thrown when not accepted. */
export function createMailer(options: MailerOptions) {
  const transport = nodemailer.createTransport({
    url: options.url,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    async send(mail: Mail): Promise<void> {
      const worded = wordMail(mail);
      await transport.sendMail({ from: options.from, to: mail.to, ...worded });
    },
    /** Ends idle connections. */
    close(): void {
      transport.close();
    },
  };
}

function wordMail(mail: Mail): WordedMail {
  switch (mail.kind) {
    case 'receipt':
      return wordReceipt(mail);
    case 'sign-in':
      return wordSignIn(mail);
  }
}
