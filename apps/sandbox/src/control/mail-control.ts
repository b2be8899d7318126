import { Hono } from 'hono';
import type { Mailbox } from '../mailbox/run-mailbox.ts';

/** The mails for tests: `GET /mails?to=`, newest last. */
export function mailControl(mailbox: Mailbox): Hono {
  const routes = new Hono();
  routes.get('/mails', (c) => {
    const to = c.req.query('to')?.toLowerCase();
    return c.json(mailbox.mails.filter((mail) => to === undefined || mail.to.includes(to)));
  });
  routes.delete('/mails', (c) => {
    mailbox.clear();
    return c.json([]);
  });
  return routes;
}
