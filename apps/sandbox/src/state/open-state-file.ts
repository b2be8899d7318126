import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/**
 * What the outside world remembers, as one JSON file: sections of plain objects that their owners
 * change in place and then `touch()`. Without a path it lives in memory alone.
 */
export type StateFile = {
  /** The live object of a section, made by `initial` the first time. */
  section<T extends object>(name: string, initial: () => T): T;
  /** Says that a section was changed: it is written within `debounceMs`. */
  touch(): void;
  /** Writes what is not written yet; called at the end. */
  flush(): void;
};

/** Opens the file, or begins a new one. Throws when the file is there and is no JSON object. */
export function openStateFile(path: string | undefined, debounceMs = 100): StateFile {
  const sections: Record<string, object> = path && existsSync(path) ? readSections(path) : {};
  let timer: NodeJS.Timeout | undefined;
  const write = () => {
    timer = undefined;
    if (!path) return;
    mkdirSync(dirname(path), { recursive: true });
    // Written beside and renamed, so that a kill in between leaves the old file whole.
    writeFileSync(`${path}.new`, JSON.stringify(sections));
    renameSync(`${path}.new`, path);
  };
  return {
    section<T extends object>(name: string, initial: () => T): T {
      sections[name] ??= initial();
      return sections[name] as T;
    },
    touch() {
      if (path) timer ??= setTimeout(write, debounceMs);
    },
    flush() {
      clearTimeout(timer);
      write();
    },
  };
}

function readSections(path: string): Record<string, object> {
  const read: unknown = JSON.parse(readFileSync(path, 'utf8'));
  if (typeof read !== 'object' || read === null || Array.isArray(read)) {
    throw new Error(`${path} is no state file of the sandbox: remove it to start over`);
  }
  return read as Record<string, object>;
}
