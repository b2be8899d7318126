import { describe, expect, it } from 'vitest';
import consoleDe from './console/de.json' with { type: 'json' };
import consoleEn from './console/en.json' with { type: 'json' };
import driverDe from './de.json' with { type: 'json' };
import driverEn from './en.json' with { type: 'json' };

const de = { ...driverDe, console: consoleDe };
const en = { ...driverEn, console: consoleEn };

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
  /^(app\.name|plugs\.(ccs|chademo|tesla)|price\.ours|account\.languageName\..*|console\.(cdrs|charge\.session|card\.tokenUid|origin\.app|table\.(none|filter)|cdr\.(title|dimension)|column\.(version|status|evses|cdrId|partner|station|name)|partner\.(id|name)|invoice\.(kWh|h|charge))|receipt\.unit|find\.filters)$/;

function at(messages: object, key: string): unknown {
  return key
    .split('.')
    .reduce<unknown>((value, part) => (value as Record<string, unknown>)[part], messages);
}
