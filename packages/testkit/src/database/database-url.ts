/** The same server, another database, and another user when one is given. */
export function databaseUrl(
  url: string,
  database: string,
  user?: { readonly name: string; readonly password: string },
): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  if (user) {
    changed.username = user.name;
    changed.password = encodeURIComponent(user.password);
  }
  return changed.href;
}
