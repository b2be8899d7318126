import { html, raw } from 'hono/html';

/** A piece of HTML, escaped already. */
export type Markup = ReturnType<typeof html>;

/** One page of the sandbox: no script, nothing from elsewhere, light and dark. */
export function page(title: string, body: Markup, width = '60rem'): Markup {
  return html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<style>${raw(STYLE)}
main { max-width: ${width}; }</style>
</head>
<body><main>${body}</main></body>
</html>`;
}

const STYLE = `
:root { --ground: #f6f8f7; --surface: #fff; --ink: #10201c; --muted: #51625d; --line: #dde3e0;
  --brand: #0b6e5f; --on-brand: #fff; --bad: #b42318; }
@media (prefers-color-scheme: dark) { :root { --ground: #0c1412; --surface: #14201d; --ink: #e8f0ed;
  --muted: #9db0aa; --line: #24332f; --brand: #3cc7ac; --on-brand: #0c1412; --bad: #ff8a7a; } }
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--ink); line-height: 1.5;
  font: 16px/1.5 Inter, system-ui, sans-serif; font-variant-numeric: tabular-nums; }
main { margin: 0 auto; padding: 24px 16px 64px; }
h1 { font-size: 28px; line-height: 1.2; margin: 0 0 8px; }
h2 { font-size: 20px; margin: 32px 0 8px; }
p { margin: 0 0 12px; }
a { color: var(--brand); }
a:focus-visible, button:focus-visible, input:focus-visible { outline: 2px solid var(--brand);
  outline-offset: 2px; }
.muted { color: var(--muted); }
.small { font-size: 14px; }
.card { background: var(--surface); border: 1px solid var(--line); border-radius: 12px;
  padding: 20px; margin: 16px 0; }
.amount { font-size: 40px; font-weight: 600; line-height: 1.1; margin: 4px 0 16px; }
label { display: block; font-size: 14px; font-weight: 600; margin: 0 0 4px; }
input { width: 100%; min-height: 44px; padding: 8px 12px; font: inherit; color: var(--ink);
  background: var(--ground); border: 1px solid var(--muted); border-radius: 8px; }
input[aria-invalid="true"] { border-color: var(--bad); }
.field { margin: 0 0 16px; }
.pair { display: grid; grid-template-columns: 1fr 1fr; gap: 16px; }
.error { color: var(--bad); font-size: 14px; margin: 4px 0 0; }
.alert { border: 1px solid var(--bad); border-radius: 8px; padding: 12px; margin: 0 0 16px;
  color: var(--bad); }
button, .button { display: block; width: 100%; min-height: 48px; padding: 11px 16px; font: inherit;
  font-weight: 600; text-align: center; text-decoration: none; color: var(--on-brand);
  background: var(--brand); border: 1px solid var(--brand); border-radius: 8px; cursor: pointer; }
.quiet { background: none; color: var(--ink); border-color: var(--line); margin-top: 8px; }
table { width: 100%; border-collapse: collapse; font-size: 14px; }
th, td { text-align: left; padding: 8px 12px 8px 0; border-bottom: 1px solid var(--line);
  vertical-align: top; }
th { color: var(--muted); font-weight: 600; }
code { font-family: ui-monospace, monospace; font-size: 13px; overflow-wrap: anywhere; }
td code { white-space: nowrap; }
.scroll { overflow-x: auto; }
iframe { width: 100%; min-height: 360px; border: 1px solid var(--line); border-radius: 8px;
  background: #fff; }
pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: 13px; }
`;
