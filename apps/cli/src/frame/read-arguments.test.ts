import { expect, test } from 'vitest';
import { readArguments } from './read-arguments.ts';

const program = {
  name: 'tariff',
  commands: { price: { summary: 'what it costs', load: () => Promise.reject() } },
  forms: 'A line is {...}',
};
const read = (...args: string[]) => readArguments(program, args);

test('a command reads standard input unless files are named', () => {
  const options = { json: false, language: 'en' };
  expect(read('price')).toEqual({ kind: 'run', command: 'price', files: ['-'], options });
  expect(read('--json', 'price', 'a.json', '-', '--language=de')).toEqual({
    kind: 'run',
    command: 'price',
    files: ['a.json', '-'],
    options: { json: true, language: 'de' },
  });
});

test('help is given when it is asked for, and with what is wrong', () => {
  expect(read('--help')).toMatchObject({ kind: 'help' });
  expect(read('price', '-h')).toMatchObject({ kind: 'help' });
  for (const args of [
    [],
    ['toString'],
    ['cost'],
    ['price', '--fast'],
    ['price', '--language=fr'],
  ]) {
    const request = read(...args);
    expect(request.kind).toBe('misuse');
    expect('text' in request && request.text).toContain('what it costs');
  }
});
