import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFromWorker } from '../../../src/sandbox/wire.ts';

const ACCEPTED = [
  ['thread', '123'],
  ['ready', '[]'],
  ['call', 1, 'messages.send', '{}', ''],
  ['done', 1, 'null'],
  ['failed', 1, '{}'],
  ['log', 'info', 'text'],
  ['rejected', '{}'],
  ['fault', 'cpu-turn', '{}'],
];

const REFUSED: readonly unknown[] = [
  undefined,
  null,
  'call',
  42,
  {},
  { 0: 'ready', 1: '[]', length: 2 },
  [],
  ['constructor', 'x'],
  ['__proto__', 'x'],
  ['toString'],
  ['unknown', 'x'],
  [['ready'], '[]'],
  ['ready'],
  ['ready', '[]', 'more'],
  ['ready', 1],
  ['call', '1', 'm', '{}', ''],
  ['call', -1, 'm', '{}', ''],
  ['call', 1.5, 'm', '{}', ''],
  ['call', Number.NaN, 'm', '{}', ''],
  ['call', 2 ** 60, 'm', '{}', ''],
  ['call', 1, { toString: () => 'm' }, '{}', ''],
  ['log', 'fatal', 'text'],
  ['log', 'toString', 'text'],
  ['fault', 'because', '{}'],
];

describe('isFromWorker', () => {
  for (const message of ACCEPTED) {
    test(`accepts ${JSON.stringify(message)}`, () => {
      expect(isFromWorker(message)).toBe(true);
    });
  }
  for (const message of REFUSED) {
    test(`refuses ${inspect(message)}`, () => {
      expect(isFromWorker(message)).toBe(false);
    });
  }
  test('answers for anything at all', () => {
    fc.assert(fc.property(fc.anything(), (value) => typeof isFromWorker(value) === 'boolean'));
  });
});
