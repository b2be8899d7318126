import { describe, expect, it } from 'vitest';
import { indentJson } from './indent-json.ts';

describe('a message made readable', () => {
  it('has a line for each value and keeps the digits as sent', () => {
    expect(indentJson('{"a":6.7850,"b":[1,{"c":"x, {\\"y\\": 1}"}],"d":{},"e":[]}')).toBe(
      [
        '{',
        '  "a": 6.7850,',
        '  "b": [',
        '    1,',
        '    {',
        '      "c": "x, {\\"y\\": 1}"',
        '    }',
        '  ],',
        '  "d": {},',
        '  "e": []',
        '}',
      ].join('\n'),
    );
  });

  it('is the same message', () => {
    const message = { s: 'a\\"b\n', n: [-1.5e-7, null, true, [[]]], 'k:e,y': '' };
    expect(JSON.parse(indentJson(JSON.stringify(message)))).toEqual(message);
    expect(indentJson(JSON.stringify(message, null, 4))).toBe(indentJson(JSON.stringify(message)));
  });

  it('is left alone where it is no JSON', () => {
    expect(indentJson('<html>,{')).toBe('<html>,{');
  });
});
