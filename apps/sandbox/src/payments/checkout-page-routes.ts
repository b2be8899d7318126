import { type Context, Hono } from 'hono';
import { answerBank, isOpen, returnUrlOf, submitCard } from './checkout.ts';
import {
  authenticatePage,
  type CardForm,
  checkoutPage,
  closedPage,
  EMPTY_FORM,
  type FormErrors,
} from './checkout-pages.ts';
import { type Payments, StripeRefusal } from './payments.ts';
import { findCard } from './test-cards.ts';

/** The hosted pages, under `/checkout`; the only place where a card's number is entered. */
export function checkoutPageRoutes(payments: Payments): Hono {
  const routes = new Hono();
  const sessionOf = (c: Context) => payments.state.checkoutSessions[c.req.param('id') ?? ''];
  addAuthentication(routes, payments);
  routes.get('/:id', (c) => {
    const session = sessionOf(c);
    if (!session || !isOpen(payments, session)) return c.html(closedPage(session), 410);
    return c.html(checkoutPage(session, titleOf(payments, session.id), EMPTY_FORM, {}));
  });
  routes.post('/:id', async (c) => {
    const session = sessionOf(c);
    if (!session || !isOpen(payments, session)) return c.html(closedPage(session), 410);
    const form = readCardForm(await c.req.parseBody());
    const shown = (errors: FormErrors) =>
      c.html(checkoutPage(session, titleOf(payments, session.id), form, errors), 422);
    const errors = checkForm(form, payments.clock.now());
    if (Object.keys(errors).length > 0) return shown(errors);
    const { expMonth, expYear } = readExpiry(form.expiry) ?? { expMonth: 12, expYear: 2030 };
    try {
      const { number, name } = form;
      const entered = { number, expMonth, expYear, ...(name && { name }) };
      const next = submitCard(payments, session, entered);
      if (next === 'complete') return c.redirect(returnUrlOf(session), 303);
      return c.redirect(`/checkout/authenticate/${session.payment_intent}`, 303);
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      return shown({ card: error.message });
    }
  });
  return routes;
}

/** The bank's question, for payments on this page and for those confirmed by the API. */
function addAuthentication(routes: Hono, payments: Payments): void {
  const path = '/authenticate/:intent';
  const intentOf = (c: Context) => payments.state.paymentIntents[c.req.param('intent') ?? ''];
  routes.get(path, (c) => {
    const intent = intentOf(c);
    if (intent?.status !== 'requires_action') return c.html(closedPage(undefined), 410);
    return c.html(authenticatePage(intent));
  });
  routes.post(path, async (c) => {
    const intent = intentOf(c);
    if (intent?.status !== 'requires_action') return c.html(closedPage(undefined), 410);
    const { checkoutSessions } = payments.state;
    const session = Object.values(checkoutSessions).find((it) => it.payment_intent === intent.id);
    const returnUrl = intent.next_action?.redirect_to_url.return_url ?? '/';
    const { answer } = await c.req.parseBody();
    try {
      answerBank(payments, intent, answer === 'approve');
      return c.redirect(session ? returnUrlOf(session) : returnUrl, 303);
    } catch (error) {
      if (!(error instanceof StripeRefusal)) throw error;
      if (!session) return c.redirect(returnUrl, 303);
      const title = titleOf(payments, session.id);
      return c.html(checkoutPage(session, title, EMPTY_FORM, { card: error.message }), 422);
    }
  });
}

function titleOf(payments: Payments, sessionId: string): string {
  return payments.state.checkoutDetails[sessionId]?.title ?? 'Pay';
}

function readCardForm(body: Record<string, unknown>): CardForm {
  const text = (name: string) => (typeof body[name] === 'string' ? body[name].trim() : '');
  return {
    number: text('number'),
    expiry: text('expiry'),
    cvc: text('cvc'),
    name: text('name'),
  };
}

function checkForm(form: CardForm, now: Date): FormErrors {
  const errors: FormErrors = {};
  if (!form.number) errors.number = 'Enter the number of the card.';
  else if (!findCard(form.number)) errors.number = 'Only the test cards below work here.';
  const expiry = readExpiry(form.expiry);
  if (!expiry) errors.expiry = 'Enter month and year, like 12 / 30.';
  else if (Date.UTC(expiry.expYear, expiry.expMonth) <= now.getTime()) {
    errors.expiry = 'This card has expired.';
  }
  if (!/^\d{3,4}$/.test(form.cvc)) errors.cvc = 'Enter the three digits on the back.';
  return errors;
}

function readExpiry(text: string): { expMonth: number; expYear: number } | undefined {
  const match = /^(\d{1,2})\s*\/?\s*(?:20)?(\d{2})$/.exec(text);
  const expMonth = Number(match?.[1]);
  if (!match || expMonth < 1 || expMonth > 12) return undefined;
  return { expMonth, expYear: 2000 + Number(match[2]) };
}
