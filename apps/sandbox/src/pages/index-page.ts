import { html } from 'hono/html';
import type { RunningPlatform } from '../control/platform-control.ts';
import { moneyOf } from '../payments/checkout-pages.ts';
import type { Payments } from '../payments/payments.ts';
import type { ChargingStation } from '../station/charging-station.ts';
import { type Markup, page } from './layout.ts';

/** The front page: what the sandbox is and what is going on in it. */
export function indexPage(world: {
  platforms: ReadonlyMap<string, RunningPlatform>;
  payments: Payments;
  station: ChargingStation | undefined;
  mailCount: number;
  timeLapse: number;
}): Markup {
  return page(
    'Peregrine sandbox',
    html`<h1>Peregrine sandbox</h1>
<p>A pretended outside world that speaks the real protocols: charging operators (OCPI 2.2.1), a
charging station (OCPP 1.6J), a payment provider (Stripe's API) and a mailbox (SMTP). Its stations
run fast: one second here is ${world.timeLapse} seconds there.</p>
<p><a href="/mailbox">Mailbox</a> (${world.mailCount}) · <a href="/control/payments">Payments as JSON</a>
 · <a href="/control/platforms">Platforms as JSON</a></p>
<h2>Operators</h2>
${platformTable(world.platforms)}
<h2>Own station</h2>
${stationCard(world.station)}
<h2>Payments</h2>
${paymentTable(world.payments)}`,
  );
}

function platformTable(platforms: ReadonlyMap<string, RunningPlatform>): Markup {
  const rows = [...platforms.values()].map(
    ({ platform: { world, state, baseUrl } }) => html`<tr><td>${world.name}</td>
<td>${world.parties.map((it) => `${it.countryCode}/${it.partyId}`).join(', ')}</td>
<td>${world.sites.count}</td><td>${state.peer ? 'registered' : 'waiting'}</td>
<td>${Object.keys(state.runs).length}</td><td>${state.cdrs.length}</td>
<td><code>${baseUrl}/versions</code></td></tr>`,
  );
  return html`<div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">Platform</th>
<th scope="col">Parties</th><th scope="col">Locations</th><th scope="col">Peer</th>
<th scope="col">Charging</th><th scope="col">CDRs</th><th scope="col">Versions</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}

function stationCard(station: ChargingStation | undefined): Markup {
  if (!station) return html`<p class="card muted">Not running: no gateway to connect to.</p>`;
  const rows = station.state.connectors.map(
    ({ connectorId, status }) => html`<tr><td>Connector ${connectorId}</td><td>${status}</td></tr>`,
  );
  const link = station.link.isOpen() ? 'connected' : 'not connected';
  return html`<div class="card"><p><code>${station.identity}</code>, ${link}</p>
<table><tbody>${rows}</tbody></table></div>`;
}

function paymentTable({ state }: Payments): Markup {
  const recent = Object.values(state.paymentIntents).slice(-10).reverse();
  if (recent.length === 0) return html`<p class="card muted">No payments yet.</p>`;
  const rows = recent.map(
    (it) => html`<tr><td><code>${it.id}</code></td><td>${it.status}</td>
<td>${moneyOf(it.amount, it.currency)}</td><td>${moneyOf(it.amount_received, it.currency)}</td></tr>`,
  );
  return html`<div class="card scroll" tabindex="0"><table><thead><tr><th scope="col">Payment</th>
<th scope="col">State</th><th scope="col">Asked</th><th scope="col">Taken</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
