/** A port that the app composed; reaching for one that it did not is a bug. */
export function need<T>(port: T | undefined, name: string): T {
  if (port === undefined) throw new Error(`this app composed no ${name}`);
  return port;
}
