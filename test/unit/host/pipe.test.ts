import { describe, expect, test } from 'vitest';
import { createPipe } from '../../../src/host/pipe.ts';

const bytes = (text: string): Uint8Array => Buffer.from(text);

describe('createPipe', () => {
  test('brings what is written to whoever reads, in order, to its end', async () => {
    const pipe = createPipe();
    const writing = (async () => {
      for (const text of ['a', 'b', 'c']) await pipe.write(bytes(text));
      pipe.end();
    })();
    const read: string[] = [];
    for await (const piece of pipe.content) read.push(Buffer.from(piece).toString());
    await writing;
    expect(read).toEqual(['a', 'b', 'c']);
  });

  test('lets a writer wait until the reader wants more', async () => {
    const pipe = createPipe();
    let isWritten = false;
    const writing = pipe.write(bytes('a')).then(() => { isWritten = true; });
    const reader = pipe.content[Symbol.asyncIterator]();
    await reader.next();
    await Promise.resolve();
    expect(isWritten).toBe(false);
    const next = reader.next();
    await writing;
    pipe.end();
    expect(await next).toEqual({ done: true, value: undefined });
  });

  test('fails on both sides when it is aborted, whatever each is doing', async () => {
    const reason = new Error('no');
    const pipe = createPipe();
    const reader = pipe.content[Symbol.asyncIterator]();
    const first = pipe.write(bytes('a'));
    await reader.next();
    const second = pipe.write(bytes('b'));
    pipe.abort(reason);
    await expect(first).rejects.toBe(reason);
    await expect(second).rejects.toBe(reason);
    await expect(pipe.write(bytes('c'))).rejects.toBe(reason);
    await expect(reader.next()).rejects.toBe(reason);
  });
});
