import { describe, expect, test } from 'vitest';
import { attachBytes, detachBytes } from '../../../../src/sandbox/process/messages.ts';
import type { FromWorker } from '../../../../src/sandbox/wire.ts';

const BATCH: readonly FromWorker[] = [
  ['log', 'info', 'x'],
  ['done', 1, '[null]', { places: '[[2,[0]]]', bytes: Uint8Array.of(1, 2).buffer }],
  ['call', 1, 'm', 'null', '', { places: '[[1,[]]]', bytes: Uint8Array.of(3).buffer }],
];

describe('the bytes of a batch', () => {
  test('go beside its JSON, and back to where they were', () => {
    const { messages, parts } = detachBytes(BATCH);
    const sent = JSON.parse(JSON.stringify(messages)) as unknown;
    expect(parts).toEqual([Uint8Array.of(1, 2), Uint8Array.of(3)]);
    expect(attachBytes(sent, parts.map((part) => Uint8Array.from(part)))).toEqual(BATCH);
  });

  for (const [what, batch, count] of [
    ['are missing', [['done', 1, 'null', { places: '[]' }]], 0],
    ['are too many', [['log', 'info', 'x']], 1],
    ['belong to what is no list', { length: 1 }, 0],
  ] as const) {
    test(`are refused when they ${what}`, () => {
      expect(() => attachBytes(batch, Array.from({ length: count }, () => new Uint8Array(1)))).toThrow(RangeError);
    });
  }

  test('are nowhere in what is no message: that is for others to refuse', () => {
    expect(attachBytes([1, null, 'x', []], [])).toEqual([1, null, 'x', []]);
  });
});
