import { describe, expect, it } from 'vitest';
import de from './de.json' with { type: 'json' };
import en from './en.json' with { type: 'json' };

/** `find.count` -> the names of its ICU arguments. */
function shapeOf(messages: object, path = ''): Map<string, string> {
  const shape = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    const name = path ? `${path}.${key}` : key;
    if (typeof value === 'string') {
      const names = Array.from(value.matchAll(/\{(\w+)[,}]/g), ([, argument]) => argument);
      shape.set(name, [...new Set(names)].sort().join(' '));
    } else {
      for (const [inner, names] of shapeOf(value as object, name)) shape.set(inner, names);
    }
  }
  return shape;
}

describe('the German texts', () => {
  it('say everything that the English ones say, with the same arguments', () => {
    expect(Object.fromEntries(shapeOf(de))).toEqual(Object.fromEntries(shapeOf(en)));
  });

  it('are not English left behind', () => {
    const same = [...shapeOf(en).keys()].filter((key) => at(en, key) === at(de, key));
    expect(same.filter((key) => !SAME_IN_BOTH.test(key))).toEqual([]);
  });
});

const SAME_IN_BOTH =
  /^(app\.name|plugs\.(ccs|chademo|tesla)|price\.ours|account\.languageName\..*|console\.cdrs|receipt\.unit|find\.filters)$/;

function at(messages: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], messages);
}
