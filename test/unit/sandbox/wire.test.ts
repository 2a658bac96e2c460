import { inspect } from 'node:util';
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isFromWorker } from '../../../src/sandbox/wire.ts';

const ATTACHED = { places: '[]', bytes: new ArrayBuffer(1) };

const ACCEPTED = [
  ['ready', '[]'],
  ['call', 1, 'messages.send', '{}', ''],
  ['done', 1, 'null'],
  ['done', 1, 'null', ATTACHED],
  ['call', 1, 'm', 'null', '', ATTACHED],
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
  ['failed', 1, '{}', ATTACHED],
  ['log', 'info', 'text', ATTACHED],
  ['done', 1, 'null', ATTACHED, ATTACHED],
  ['done', 1, 'null', undefined],
  ['done', 1, 'null', 'text'],
  ['done', 1, 'null', new ArrayBuffer(1)],
  ['done', 1, 'null', { places: '[]' }],
  ['done', 1, 'null', { places: 1, bytes: new ArrayBuffer(1) }],
  ['done', 1, 'null', { places: '[]', bytes: new Uint8Array(1) }],
  ['done', 1, 'null', { places: '[]', bytes: new SharedArrayBuffer(1) }],
  ['done', 1, 'null', { places: '[]', bytes: { byteLength: 1 } }],
  ['done', 1, 'null', { places: '[]', bytes: Reflect.construct(ArrayBuffer, [1, { maxByteLength: 2 }]) as unknown }],
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
