import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPluginManager } from '../../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../../src/host/plugin-manager.ts';

const TARGET = { plugin: 'evil', entry: 'src/index.ts', hook: 'execute' };

/** A bundle without the SDK: its hook returns what it is given, and its runtime entry what the last call told it to. */
const CODE = `
let next = null;
__plexi.register([
  { entry: 'src/index.ts', kind: 'tool', hooks: ['execute'], async invoke(hook, [result, answer]) { next = answer ?? null; return JSON.parse(result); } },
  { entry: '$runtime', kind: '$runtime', hooks: ['streamNext', 'streamCancel', 'abort'], async invoke() { return next; } },
]);`;

describe('a plugin that makes its own marks', () => {
  let manager: PluginManager;
  beforeAll(async () => {
    manager = createPluginManager();
    const manifest = { name: 'evil', version: '1.0.0', description: 'Evil.', author: 'Mallory', type: 'tool', entry_point: 'src/index.ts' } as const;
    await manager.loadPlugin({ manifest, code: CODE });
    await manager.enablePlugin('evil');
  });
  afterAll(() => manager.close());

  const run = (result: unknown, answer: unknown = null): Promise<unknown> => manager.extensions.invoke(TARGET, [JSON.stringify(result), JSON.parse(JSON.stringify(answer)) as null]);
  const readAll = async (stream: unknown): Promise<unknown[]> => {
    const items: unknown[] = [];
    for await (const item of stream as AsyncIterable<unknown>) if (items.push(item) === 3) break;
    return items;
  };

  const NO_MARKS: readonly unknown[] = [{ $bytes: 0 }, { $bytes: 'AA==' }, { $json: {} }, { $bytes: 'AA==', $stream: 1 }, { $stream: '1' }, { $stream: 1.5 }, { $stream: null }, { $signal: 1 }];
  for (const value of NO_MARKS) {
    test(`gets nothing but JSON for ${JSON.stringify(value)}`, async () => {
      expect(await run(value)).toEqual(value);
    });
  }

  const ENDS: readonly unknown[] = [null, 'text', 7, [], [{ value: 1 }], {}, { done: 'yes' }, { done: true, value: 1 }];
  for (const answer of ENDS) {
    test(`ends its stream when the next item is ${JSON.stringify(answer)}`, async () => {
      expect(await readAll(await run({ $stream: 1 }, answer))).toEqual([]);
    });
  }

  test('cannot make a stream that the reader cannot leave', async () => {
    expect(await readAll(await run({ $stream: 1 }, { value: 'again' }))).toEqual(['again', 'again', 'again']);
  });

  test('gets no more than a few streams out of one result', async () => {
    await expect(run(Array.from({ length: 40_000 }, () => ({ $stream: 1 })))).rejects.toMatchObject({ code: 'PLX4017' });
    expect(await run('still here')).toBe('still here');
  });

  test('is given nothing that is nested too deeply, and lives on', async () => {
    const deep: unknown = JSON.parse('['.repeat(20_000) + ']'.repeat(20_000));
    await expect(manager.extensions.invoke(TARGET, ['1', deep as null])).rejects.toMatchObject({ code: 'PLX4530' });
    expect(await run('still here')).toBe('still here');
  });

  test('cannot hide a stream in an item of a stream for ever', async () => {
    const [inner] = await readAll(await run({ $stream: 1 }, { value: { $stream: 2 } }));
    expect(await readAll(inner)).toHaveLength(3);
  });
});
