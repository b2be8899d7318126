const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** What partners and drivers wrote is text, never markup. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

/**
 * A whole mail: one column, no images, nothing loaded from elsewhere; colours of the light face, and
 * of the dark one where the reader's program asks for it. `content` is markup, escaped by its maker.
 */
export function layOut(input: {
  readonly language: string;
  readonly title: string;
  readonly content: string;
}): string {
  const { language, title, content } = input;
  return `<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<style>
body { margin: 0; background: #F6F8F7; color: #10201C; font: 16px/1.5 Inter, system-ui, sans-serif; }
.sheet { max-width: 480px; margin: 24px auto; padding: 24px; background: #FFFFFF; border: 1px solid #DDE3E0; border-radius: 12px; }
h1 { font-size: 20px; margin: 0 0 16px; }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums; }
td, th { padding: 6px 0; text-align: left; font-weight: normal; vertical-align: top; }
td:last-child { text-align: right; white-space: nowrap; padding-left: 12px; }
.total td, .total th { border-top: 1px solid #DDE3E0; font-size: 20px; font-weight: 600; }
.muted { color: #51625D; font-size: 14px; }
.action { display: inline-block; margin: 20px 0 4px; padding: 12px 20px; border-radius: 8px; background: #0B6E5F; color: #FFFFFF; text-decoration: none; }
@media (prefers-color-scheme: dark) {
  body { background: #0C1412; color: #E8F0ED; }
  .sheet { background: #14201D; border-color: #24332F; }
  .total td, .total th { border-color: #24332F; }
  .muted { color: #9DB0AA; }
  .action { background: #3CC7AC; color: #10201C; }
}
</style>
</head>
<body><main class="sheet">
${content}
</main></body>
</html>
`;
}
