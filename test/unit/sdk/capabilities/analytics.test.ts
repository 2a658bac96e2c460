import { describe, expect, test } from 'vitest';
import { analytics } from '../../../../sdk/capabilities/analytics.ts';
import { installRuntime } from '../fake-runtime.ts';

const many = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`p${String(at)}`, at]));
const pause = () => new Promise((resolve) => { setImmediate(resolve); });

describe('analytics.track', () => {
  const REFUSED = [
    ['1st', {}, '"1st" is no name'],
    ['', {}, '"" is no name'],
    ['a'.repeat(101), {}, 'is no name'],
    ['opened', { 'with space': 1 }, '"with space" is no name'],
    ['opened', many(21), '"opened" has 21 properties'],
    ['opened', { list: [1] }, 'the property "list" of "opened" must be'],
    ['opened', { much: Infinity }, 'the property "much" of "opened" must be'],
    ['opened', { nothing: undefined }, 'the property "nothing" of "opened" must be'],
  ] as const;
  for (const [name, properties, problem] of REFUSED) {
    test(`refuses ${JSON.stringify(name.slice(0, 10))} with ${JSON.stringify(properties).slice(0, 40)}`, () => {
      const { calls } = installRuntime();
      expect(() => { analytics.track(name, properties as never); }).toThrow(problem);
      expect(calls).toEqual([]);
    });
  }

  test('sends what is tracked in one go together, fifty at most, in order', async () => {
    const { calls } = installRuntime();
    for (let at = 0; at < 120; at++) analytics.track('step', { at });
    await pause();
    const sent = calls.map(([, params]) => (params as { readonly events: readonly { readonly properties: { readonly at: number } }[] }).events);
    expect(sent.map(({ length }) => length)).toEqual([50, 50, 20]);
    expect(sent.flat().map(({ properties }) => properties.at)).toEqual(Array.from({ length: 120 }, (_, at) => at));
  });

  test('sends no more at once than a message holds', async () => {
    const { calls } = installRuntime();
    const long = Object.fromEntries(Array.from({ length: 20 }, (_, at) => [`p${String(at)}`, '€'.repeat(500)]));
    for (let at = 0; at < 50; at++) analytics.track('step', long);
    await pause();
    expect(calls.length).toBeGreaterThan(1);
    for (const [, params] of calls) expect(Buffer.byteLength(JSON.stringify(params))).toBeLessThan(1024 * 1024);
  });

  test('keeps a thousand waiting, and tells how many it has dropped, also when a call fails', async () => {
    let isDown = true;
    const { calls } = installRuntime(() => {
      if (isDown) throw new Error('too much');
      return null;
    });
    for (let at = 0; at < 1_010; at++) analytics.track('step');
    await pause();
    isDown = false;
    calls.length = 0;
    analytics.track('step');
    await pause();
    expect(calls.map(([, params]) => (params as { readonly dropped?: number }).dropped)).toEqual([10]);
  });
});
