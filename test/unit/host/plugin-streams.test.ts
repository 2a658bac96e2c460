import { describe, expect, test } from 'vitest';
import { createPluginScope } from '../../../src/host/plugin-scope.ts';
import { createPluginStreams } from '../../../src/host/plugin-streams.ts';

const open = () => {
  const scope = createPluginScope(() => Promise.resolve(null));
  return { scope, streams: createPluginStreams(scope) };
};

async function* count(to: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let at = 1; at <= to; at++) yield await Promise.resolve(at);
  } finally {
    log.push('ended');
  }
}

describe('the streams of a plugin', () => {
  test('are pulled one value at a time, to their end', async () => {
    const { streams } = open();
    const stream = streams.open(count(2));
    expect([await streams.next(stream), await streams.next(stream), await streams.next(stream)]).toEqual([{ value: 1 }, { value: 2 }, { done: true }]);
    await expect(streams.next(stream)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('end early where the plugin cancels them, and what they hold is let go', async () => {
    const { streams } = open();
    const log: string[] = [];
    const stream = streams.open(count(9, log));
    await streams.next(stream);
    await streams.cancel(stream);
    await streams.cancel(stream);
    expect(log).toEqual(['ended']);
  });

  test('end with the sandbox', async () => {
    const { scope, streams } = open();
    const log: string[] = [];
    const stream = streams.open(count(9, log));
    await streams.next(stream);
    scope.end();
    await expect.poll(() => log).toEqual(['ended']);
  });

  test('fail with what their source fails with, and are over then', async () => {
    const { streams } = open();
    const stream = streams.open((async function* () {
      yield await Promise.reject<number>(new Error('the line is cut'));
    })());
    await expect(streams.next(stream)).rejects.toThrow('the line is cut');
    await expect(streams.next(stream)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  test('are no more than 256 at once', () => {
    const { streams } = open();
    for (let at = 0; at < 256; at++) streams.open(count(1));
    expect(() => streams.open(count(1))).toThrow('256 streams');
  });
});
