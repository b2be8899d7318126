import type { StationTile, TileKey } from './map-tile.ts';

const FRESH_MS = 20_000;
const KEPT = 200;

type Entry = { readonly tile: StationTile; readonly loadedAt: number };

export type TileStore = {
  /** What is known of these tiles now, fresh or not. */
  known(keys: readonly TileKey[]): { tiles: StationTile[]; complete: boolean };
  /** Loads what is missing or old; resolves when all have come or failed. */
  load(keys: readonly TileKey[]): Promise<{ failed: number }>;
  clear(): void;
};

/**
 * Keeps the tiles of the map in memory for as long as they are fresh; statuses change, so a tile
 * is asked for again after 20 s. `urlOf` carries the filters.
 */
export function createTileStore(urlOf: (key: TileKey) => string): TileStore {
  const entries = new Map<string, Entry>();
  const running = new Map<string, Promise<boolean>>();

  const fetchTile = async (name: string, key: TileKey): Promise<boolean> => {
    try {
      const response = await fetch(urlOf(key));
      if (!response.ok) return false;
      entries.delete(name);
      entries.set(name, { tile: await response.json(), loadedAt: Date.now() });
      const oldest = entries.size > KEPT ? entries.keys().next().value : undefined;
      if (oldest !== undefined) entries.delete(oldest);
      return true;
    } catch {
      // No network: what was loaded before stays on the map, the caller tells the reader.
      return false;
    } finally {
      running.delete(name);
    }
  };

  return {
    known(keys) {
      const found = keys.flatMap((key) => entries.get(nameOf(key))?.tile ?? []);
      return { tiles: found, complete: found.length === keys.length };
    },
    async load(keys) {
      const due = keys.filter((key) => {
        const entry = entries.get(nameOf(key));
        return entry === undefined || Date.now() - entry.loadedAt > FRESH_MS;
      });
      const results = await Promise.all(
        due.map((key) => {
          const name = nameOf(key);
          const task = running.get(name) ?? fetchTile(name, key);
          running.set(name, task);
          return task;
        }),
      );
      return { failed: results.filter((loaded) => !loaded).length };
    },
    clear() {
      entries.clear();
      running.clear();
    },
  };
}

function nameOf(key: TileKey): string {
  return `${key.z}/${key.x}/${key.y}`;
}
