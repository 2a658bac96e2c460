import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePageMessage, LONGEST_FRAME_MESSAGE, LONGEST_PAGE_MESSAGE, parseFrameMessage, TALLEST_FRAME } from '../../../../src/core/ui/channel.ts';

const TAKEN = [
  [{ type: 'ready' }, { type: 'ready' }],
  [{ type: 'size', height: 10.2 }, { type: 'size', height: 11 }],
  [{ type: 'size', height: 1e9 }, { type: 'size', height: TALLEST_FRAME }],
  [{ type: 'action', id: 1, action: 'save', data: { a: [1] } }, { type: 'action', id: 1, action: 'save', data: { a: [1] } }],
  [{ type: 'action', id: 1, action: 'save' }, { type: 'action', id: 1, action: 'save', data: null }],
  [{ type: 'refresh', id: 0, more: 'of it' }, { type: 'refresh', id: 0 }],
  [{ type: 'problem', message: 'x'.repeat(5_000) }, { type: 'problem', message: 'x'.repeat(2_000) }],
  [{ type: 'crash', message: 'gone' }, { type: 'crash', message: 'gone' }],
] as const;

const REFUSED: readonly (readonly [what: string, data: unknown])[] = [
  ['an object', { type: 'ready' }],
  ['nothing', undefined],
  ['a text that is no JSON', 'ready'],
  ['a list', '["ready"]'],
  ['a type that there is not', '{"type":"start"}'],
  ['a name of the prototype as type', '{"type":"constructor"}'],
  ['a height that is no number', '{"type":"size","height":"10"}'],
  ['a height below nothing', '{"type":"size","height":-1}'],
  ['an action without a name', '{"type":"action","id":1,"action":""}'],
  ['an action with an endless name', JSON.stringify({ type: 'action', id: 1, action: 'x'.repeat(101) })],
  ['a number that is none', '{"type":"refresh","id":1.5}'],
  ['a key __proto__', '{"type":"action","id":1,"action":"a","data":{"__proto__":{"isAdmin":true}}}'],
  ['a key __proto__, spelled with escapes', '{"type":"action","id":1,"action":"a","data":{"\\u005f_proto__":{"isAdmin":true}}}'],
  ['what is nested without end', `{"type":"action","id":1,"action":"a","data":${'['.repeat(1_000)}${']'.repeat(1_000)}}`],
  ['more than a frame may say', JSON.stringify({ type: 'crash', message: 'x'.repeat(LONGEST_FRAME_MESSAGE) })],
];

describe('parseFrameMessage', () => {
  for (const [message, parsed] of TAKEN) {
    test(`takes ${JSON.stringify(message).slice(0, 60)}`, () => {
      expect(parseFrameMessage(JSON.stringify(message))).toEqual({ message: parsed });
    });
  }

  for (const [what, data] of REFUSED) {
    test(`refuses ${what}`, () => {
      expect(parseFrameMessage(data)).toEqual({ refused: expect.any(String) as unknown });
    });
  }

  test('never throws, whatever a frame sends', () => {
    fc.assert(fc.property(fc.oneof(fc.anything(), fc.json(), fc.string()), (data) => {
      expect(Object.keys(parseFrameMessage(data))).toHaveLength(1);
    }));
  });
});

describe('encodePageMessage', () => {
  test('says when a message is too long for a frame', () => {
    expect(encodePageMessage({ type: 'message', data: 'x'.repeat(LONGEST_PAGE_MESSAGE) })).toBeUndefined();
    expect(encodePageMessage({ type: 'message', data: 'x' })).toBe('{"type":"message","data":"x"}');
  });
});
