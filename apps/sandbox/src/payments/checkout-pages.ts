import { html } from 'hono/html';
import { type Markup, page } from '../pages/layout.ts';
import type { CheckoutSession, PaymentIntent, WireMinor } from './stripe-objects.ts';
import { TEST_CARDS } from './test-cards.ts';

export type CardForm = { number: string; expiry: string; cvc: string; name: string };
export type FormErrors = Partial<Record<keyof CardForm, string>> & { card?: string };

export const EMPTY_FORM: CardForm = { number: '', expiry: '', cvc: '', name: '' };

const NARROW = '28rem';

/** The hosted page: what it is for, the card, and the test cards that there are. */
export function checkoutPage(
  session: CheckoutSession,
  title: string,
  form: CardForm,
  errors: FormErrors,
): Markup {
  const isSetup = session.mode === 'setup';
  const pay = `Pay ${moneyOf(session.amount_total ?? 0, session.currency ?? 'eur')}`;
  const action = isSetup ? 'Save card' : pay;
  return page(
    action,
    html`<p class="muted small">Peregrine sandbox · pretended payments, no real money</p>
<h1>${isSetup ? 'Save your card' : title}</h1>
${isSetup ? html`<p>It is used when you charge. Nothing is taken now.</p>` : amountOf(session)}
<form method="post" class="card" novalidate>
${errors.card ? html`<div class="alert" role="alert">${errors.card}</div>` : ''}
${field('number', 'Card number', form.number, 'cc-number', '4242 4242 4242 4242', errors.number)}
<div class="pair">
${field('expiry', 'Expires (MM / YY)', form.expiry, 'cc-exp', '12 / 30', errors.expiry)}
${field('cvc', 'Security code', form.cvc, 'cc-csc', '123', errors.cvc)}
</div>
${field('name', 'Name on the card', form.name, 'cc-name', '', errors.name)}
<button type="submit">${action}</button>
${session.cancel_url ? html`<a class="button quiet" href="${session.cancel_url}">Go back</a>` : ''}
</form>
${testCardList()}`,
    NARROW,
  );
}

/** The bank's question to the card's owner. */
export function authenticatePage(intent: PaymentIntent): Markup {
  return page(
    'Approve the payment',
    html`<p class="muted small">Pretended bank</p>
<h1>Approve this payment?</h1>
<p class="amount">${moneyOf(intent.amount, intent.currency)}</p>
<form method="post">
<button type="submit" name="answer" value="approve">Approve</button>
<button type="submit" name="answer" value="refuse" class="quiet">Refuse</button>
</form>`,
    NARROW,
  );
}

export function closedPage(session: CheckoutSession | undefined): Markup {
  const words = session?.status === 'complete' ? 'This is done already.' : 'This page has expired.';
  return page(
    'Closed',
    html`<h1>${session ? words : 'There is no such page.'}</h1>
<p class="muted">Go back to where you came from and begin anew if something is left to do.</p>
${session?.cancel_url ? html`<a class="button" href="${session.cancel_url}">Go back</a>` : ''}`,
    NARROW,
  );
}

/** `EUR 12.28`. */
export function moneyOf(minor: WireMinor, currency: string): string {
  const digits = String(minor).padStart(3, '0');
  return `${currency.toUpperCase()} ${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function amountOf(session: CheckoutSession): Markup {
  const amount = moneyOf(session.amount_total ?? 0, session.currency ?? 'eur');
  return html`<p class="amount">${amount}</p>`;
}

function field(
  name: keyof CardForm,
  label: string,
  value: string,
  autocomplete: string,
  placeholder: string,
  error: string | undefined,
): Markup {
  const inputMode = name === 'name' ? 'text' : 'numeric';
  const described = error ? html` aria-invalid="true" aria-describedby="${name}-error"` : '';
  return html`<div class="field">
<label for="${name}">${label}</label>
<input id="${name}" name="${name}" value="${value}" autocomplete="${autocomplete}"
 inputmode="${inputMode}" placeholder="${placeholder}"${described}>
${error ? html`<p class="error" id="${name}-error">${error}</p>` : ''}
</div>`;
}

function testCardList(): Markup {
  const rows = Object.entries(TEST_CARDS).map(
    ([number, card]) =>
      html`<tr><td><code>${number.replaceAll(/(\d{4})(?=\d)/g, '$1 ')}</code></td><td>${card.label}</td></tr>`,
  );
  return html`<h2>Test cards</h2>
<p class="small muted">Any date to come, any three digits.</p>
<div class="scroll" tabindex="0"><table><thead><tr><th scope="col">Number</th><th scope="col">What it does</th></tr></thead>
<tbody>${rows}</tbody></table></div>`;
}
