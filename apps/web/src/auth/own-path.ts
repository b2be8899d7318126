const HERE = 'http://here.invalid';

/**
 * A path of ours to come back to, as a browser will read it; `/` for anything else. Browsers drop
 * tabs and line breaks and take back slashes for slashes, so the text alone does not tell where it
 * leads: a link must not lead to another site after signing in.
 */
export function ownPath(to: string | undefined): string {
  if (!to?.startsWith('/') || !URL.canParse(to, HERE)) return '/';
  const { origin, pathname, search, hash } = new URL(to, HERE);
  return origin === HERE && !pathname.startsWith('//') ? `${pathname}${search}${hash}` : '/';
}
