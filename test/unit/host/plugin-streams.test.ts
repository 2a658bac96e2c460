import { describe, expect, test } from 'vitest';
import type { PermissionName } from '../../../src/core/permissions/catalog.ts';
import type { Denial } from '../../../src/host/denials.ts';
import { createPluginScope } from '../../../src/host/plugin-scope.ts';
import { createPluginStreams } from '../../../src/host/plugin-streams.ts';
import { createRefuseCall } from '../../../src/host/refuse-call.ts';

const open = () => {
  const scope = createPluginScope(() => Promise.resolve(null));
  const denials: Denial[] = [];
  const refuse = createRefuseCall({ plugin: 'weather', requested: new Set<PermissionName>(['files.read', 'ai.use']), onDenial: (denial) => void denials.push(denial) });
  return { scope, denials, streams: createPluginStreams(scope, refuse) };
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

  test('are cut where their permission is taken away, also a piece that is under way', async () => {
    const { scope, streams, denials } = open();
    const log: string[] = [];
    const [cut, underWay, other] = [streams.open(count(9, log), 'files.read'), streams.open(count(9), 'files.read'), streams.open(count(9), 'ai.use')];
    await streams.next(cut);
    const piece = streams.next(underWay);
    scope.revoke('files.read');
    await expect(piece).rejects.toMatchObject({ code: 'PERMISSION_DENIED', details: { permission: 'files.read', method: 'streams.next' } });
    await expect(streams.next(cut)).rejects.toMatchObject({ code: 'PERMISSION_DENIED' });
    await expect(streams.next(cut)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await streams.next(other)).toEqual({ value: 1 });
    expect(log).toEqual(['ended']);
    expect(denials).toMatchObject([{ permission: 'files.read' }, { permission: 'files.read' }]);
  });
});
