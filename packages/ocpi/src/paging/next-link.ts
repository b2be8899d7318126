/** The URL of `rel="next"` in a Link header, resolved against the page that carried it. */
export function nextLink(header: string | undefined, page: string): string | undefined {
  for (const match of (header ?? '').matchAll(/<([^>]*)>((?:\s*;[^,<]*)*)/g)) {
    const [, target = '', parameters = ''] = match;
    if (!/;\s*rel\s*=\s*"?next"?/i.test(parameters)) continue;
    return URL.canParse(target, page) ? new URL(target, page).href : undefined;
  }
  return undefined;
}

/**
 * Keeps a link on the partner's own origin: another host is refused (undefined); `http` where we
 * came by `https` is a proxy's slip and is mended.
 */
export function pinToOrigin(link: string, endpoint: string): string | undefined {
  const target = new URL(link);
  const home = new URL(endpoint);
  if (
    target.protocol === 'http:' &&
    home.protocol === 'https:' &&
    target.hostname === home.hostname
  ) {
    target.protocol = 'https:';
    target.port = home.port;
  }
  return target.origin === home.origin ? target.href : undefined;
}

/** The `offset` of a page's URL; undefined where it pages by something else. */
export function offsetOf(url: string): number | undefined {
  const text = new URL(url).searchParams.get('offset');
  return text !== null && /^\d{1,12}$/.test(text) ? Number(text) : undefined;
}

export function withOffset(url: string, offset: number): string {
  const moved = new URL(url);
  moved.searchParams.set('offset', String(offset));
  return moved.href;
}
