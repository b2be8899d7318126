export { createMailer, type MailerOptions } from './create-mailer.ts';
export type { Mail, ReceiptMail, SignInMail } from './mail.ts';
