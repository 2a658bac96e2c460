import { describe, expect, test } from 'vitest';
import { createBoundary, type Boundary } from '../../../sdk/boundary.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { AbortSignalLike } from '../../../sdk/web/abort-controller.ts';
import { createAttached } from './attached.ts';

const refuse = (): never => {
  throw new Error('nothing here has bytes');
};

const push = (boundary: Boundary, hook: string, ...args: JsonValue[]): Promise<JsonValue | undefined> => boundary.entry.invoke(hook, args, refuse);

async function* count(to: number, log: string[] = []): AsyncGenerator<number> {
  try {
    for (let at = 1; at <= to; at++) yield at;
  } finally {
    log.push('ended');
  }
}

describe('the arguments of a hook', () => {
  test('hold bytes and signals where the host sent them', async () => {
    const boundary = createBoundary();
    const seen: unknown[] = [];
    await boundary.run((...args) => void seen.push(...args), [{ file: Uint8Array.of(1, 2) }, [{ $signal: 1 }], 'text'], 'hook', refuse);
    expect(seen[0]).toEqual({ file: Uint8Array.of(1, 2) });
    expect(seen[1]).toMatchObject([{ aborted: false }]);
    expect(seen[2]).toBe('text');
  });

  test('keep an object that only looks like a mark', async () => {
    const args = [{ $bytes: 'AQI=' }, { $signal: 1, name: 'x' }, { $signal: 'one' }, { $stream: 1 }];
    const seen: unknown[] = [];
    await createBoundary().run((...given) => void seen.push(...given), args, 'hook', refuse);
    expect(seen).toEqual(args);
  });

  test('hear of an abort while the hook runs, with an AbortError', async () => {
    const boundary = createBoundary();
    const wait = async (signal: AbortSignalLike): Promise<void> => {
      await new Promise<void>((resolve) => { signal.addEventListener('abort', resolve); });
      signal.throwIfAborted();
    };
    const running = boundary.run((...args) => wait(args[0] as AbortSignalLike), [{ $signal: 7 }], 'hook', refuse);
    await push(boundary, 'abort', 7, 'the person has left');
    await expect(running).rejects.toMatchObject({ name: 'AbortError', message: 'the person has left' });
  });

  test('are one signal where the same one was sent twice', async () => {
    let isSame = false;
    await createBoundary().run((a, b) => void (isSame = a === b), [{ $signal: 1 }, { $signal: 1 }], 'hook', refuse);
    expect(isSame).toBe(true);
  });
});

describe('the result of a hook', () => {
  test('is JSON with bytes attached to it, and nothing where there is nothing', async () => {
    const boundary = createBoundary();
    const { attach, putInto } = createAttached();
    const parts = [Uint8Array.of(1, 2), 'text', { inner: Uint8Array.of() }];
    expect(putInto(await boundary.run(() => ({ parts }), [], 'hook', attach))).toEqual({ parts });
    expect(await boundary.run(() => undefined, [], 'hook', refuse)).toBeUndefined();
  });

  test('is a stream that the host pulls to its end', async () => {
    const boundary = createBoundary();
    const log: string[] = [];
    expect(await boundary.run(() => count(2, log), [], 'hook', refuse)).toEqual({ $stream: 1 });
    expect(await push(boundary, 'streamNext', 1)).toEqual({ value: 1 });
    expect(await push(boundary, 'streamNext', 1)).toEqual({ value: 2 });
    expect(await push(boundary, 'streamNext', 1)).toEqual({ done: true });
    expect(log).toEqual(['ended']);
    await expect(push(boundary, 'streamNext', 1)).rejects.toThrow('there is no stream 1');
  });

  test('is a stream whose items have bytes in them', async () => {
    const boundary = createBoundary();
    const { attach, putInto } = createAttached();
    await boundary.run(async function* () {
      yield await Promise.resolve([Uint8Array.of(7)]);
    }, [], 'hook', refuse);
    expect(putInto(await boundary.entry.invoke('streamNext', [1], attach))).toEqual({ value: [Uint8Array.of(7)] });
  });

  test('is a stream that the host can leave, and that then cleans up', async () => {
    const boundary = createBoundary();
    const log: string[] = [];
    await boundary.run(() => count(9, log), [], 'hook', refuse);
    await push(boundary, 'streamNext', 1);
    await push(boundary, 'streamCancel', 1);
    expect(log).toEqual(['ended']);
    await push(boundary, 'streamCancel', 1);
  });

  test('may hold several streams, which still hear of an abort', async () => {
    const boundary = createBoundary();
    async function* watch(signal: AbortSignalLike): AsyncGenerator<boolean> {
      for (;;) yield await Promise.resolve(signal.aborted);
    }
    const result = await boundary.run((signal) => ({ a: watch(signal as AbortSignalLike), b: watch(signal as AbortSignalLike) }), [{ $signal: 3 }], 'hook', refuse);
    expect(result).toEqual({ a: { $stream: 1 }, b: { $stream: 2 } });
    await push(boundary, 'streamCancel', 1);
    await push(boundary, 'abort', 3, 'enough');
    expect(await push(boundary, 'streamNext', 2)).toEqual({ value: true });
  });

  test('fails with what the stream throws, and with what cannot cross', async () => {
    const boundary = createBoundary();
    await boundary.run(async function* () {
      await Promise.reject(new Error('upstream is down'));
      yield 1;
    }, [], 'hook', refuse);
    await expect(push(boundary, 'streamNext', 1)).rejects.toThrow('upstream is down');
    await boundary.run(async function* () {
      yield await Promise.resolve(new Map());
    }, [], 'hook', refuse);
    await expect(push(boundary, 'streamNext', 2)).rejects.toThrow('what the stream yielded must be JSON, but it is a Map');
  });
});
