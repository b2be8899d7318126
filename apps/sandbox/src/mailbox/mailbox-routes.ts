import { Hono } from 'hono';
import { html } from 'hono/html';
import { type Markup, page } from '../pages/layout.ts';
import type { Mailbox, ReceivedMail } from './run-mailbox.ts';

/** The mailbox for people, under `/mailbox`. */
export function mailboxRoutes(mailbox: Mailbox): Hono {
  const routes = new Hono();
  const find = (id: string) => mailbox.mails.find((mail) => mail.id === id);
  routes.get('/', (c) => c.html(listPage(mailbox.mails)));
  routes.get('/:id', (c) => {
    const mail = find(c.req.param('id'));
    return mail ? c.html(mailPage(mail)) : c.html(missingPage(), 404);
  });
  routes.get('/:id/html', (c) => {
    const mail = find(c.req.param('id'));
    if (!mail) return c.html(missingPage(), 404);
    // A mail is somebody else's markup: no script, nothing loaded, also when it is opened alone.
    const allowed =
      'allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation';
    c.header(
      'Content-Security-Policy',
      `default-src 'none'; style-src 'unsafe-inline'; img-src data:; sandbox ${allowed}`,
    );
    return c.html(`<!doctype html><meta charset="utf-8"><base target="_top">${mail.html}`);
  });
  return routes;
}

function listPage(mails: readonly ReceivedMail[]): Markup {
  const rows = mails.toReversed().map(
    (mail) => html`<tr><td><a href="/mailbox/${mail.id}">${mail.subject || '(no subject)'}</a></td>
<td>${mail.to.join(', ')}</td><td>${shortTime(mail.at)}</td></tr>`,
  );
  const table = html`<div class="card scroll" tabindex="0"><table>
<thead><tr><th scope="col">Subject</th><th scope="col">To</th><th scope="col">Received</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
  const empty = html`<p class="card muted">Nothing yet. Sign-in links and receipts arrive here.</p>`;
  return page(
    'Mailbox',
    html`<p class="small"><a href="/">Sandbox</a></p><h1>Mailbox</h1>
<p class="muted">Every mail that Peregrine sends, to whomever. Nothing leaves this machine.</p>
${rows.length > 0 ? table : empty}`,
  );
}

function mailPage(mail: ReceivedMail): Markup {
  const links = mail.links.map((url) => html`<li><a href="${url}">${url}</a></li>`);
  return page(
    mail.subject || 'Mail',
    html`<p class="small"><a href="/mailbox">Mailbox</a></p>
<h1>${mail.subject || '(no subject)'}</h1>
<p class="muted small">From ${mail.from} to ${mail.to.join(', ')}, ${shortTime(mail.at)}</p>
${mail.html ? html`<iframe src="/mailbox/${mail.id}/html" title="The mail" sandbox="allow-popups allow-popups-to-escape-sandbox allow-top-navigation-by-user-activation"></iframe>` : ''}
${links.length > 0 ? html`<h2>Links</h2><ul>${links}</ul>` : ''}
${mail.text ? html`<h2>Text</h2><pre class="card">${linkify(mail.text)}</pre>` : ''}`,
  );
}

function missingPage(): Markup {
  return page('Not found', html`<h1>There is no such mail.</h1><a href="/mailbox">Mailbox</a>`);
}

/** Addresses of the web in a text become links; the rest is escaped. */
function linkify(text: string): Markup[] {
  return text
    .split(/(https?:\/\/[^\s<>")]+)/)
    .map((part, index) => (index % 2 === 1 ? html`<a href="${part}">${part}</a>` : html`${part}`));
}

function shortTime(at: string): string {
  return `${at.slice(0, 10)} ${at.slice(11, 16)} UTC`;
}
