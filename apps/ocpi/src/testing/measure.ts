/** Times calls one after the other; answers the percentiles in milliseconds. */
export async function timeEach(
  calls: readonly (() => Promise<unknown>)[],
): Promise<{ readonly p50: number; readonly p95: number; readonly p99: number }> {
  const times: number[] = [];
  for (const call of calls) {
    const from = performance.now();
    await call();
    times.push(performance.now() - from);
  }
  times.sort((a, b) => a - b);
  const at = (part: number) =>
    Number((times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0).toFixed(1));
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99) };
}

/** Tiles of Europe from zoom 3 to 14, each of which a map would ask for. */
export function tilesOfEurope(perZoom: number): { z: number; x: number; y: number }[] {
  const tiles: { z: number; x: number; y: number }[] = [];
  for (let z = 3; z <= 14; z++)
    for (let n = 0; n < perZoom; n++) {
      const longitude = -9 + ((n * 7.3) % 33);
      const latitude = 38 + ((n * 3.7) % 22);
      const radians = (latitude * Math.PI) / 180;
      const y = (1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2;
      tiles.push({
        z,
        x: Math.floor(((longitude + 180) / 360) * 2 ** z),
        y: Math.floor(y * 2 ** z),
      });
    }
  return tiles;
}
