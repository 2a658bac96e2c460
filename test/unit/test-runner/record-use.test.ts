import { describe, expect, test } from 'vitest';
import type { RuntimeContribution } from '../../../sdk/runtime-interface.ts';
import { DEFAULT_LIMITS } from '../../../src/core/limits/plugin-limits.ts';
import { HostCallError, type Engine, type Sandbox, type SandboxOptions } from '../../../src/sandbox/engine.ts';
import { createUseRecorder } from '../../../src/test-runner/record-use.ts';

const CONTRIBUTIONS: readonly RuntimeContribution[] = [
  { type: 'route', name: 'GET /x', options: {} }, { type: 'media', name: 'audio', options: {} }, { type: 'event', name: 'file.deleted on 2', options: {} },
];

/** A recorder over an engine that starts nothing, and what that was asked to start. */
function createRecorder(): { readonly recorder: ReturnType<typeof createUseRecorder>; readonly started: SandboxOptions[] } {
  const started: SandboxOptions[] = [];
  const engine: Engine = {
    name: 'none',
    close: () => Promise.resolve(),
    start(options) {
      started.push(options);
      const entries = [{ entry: 'src/index.ts', kind: 'custom', hooks: ['onLoad', 'onMessageSent', 'handleRoute', 'runContribution'], contributions: CONTRIBUTIONS }];
      return Promise.resolve<Sandbox>({ entries, gone: Promise.resolve(undefined), invoke: () => Promise.resolve(null), setNow: () => undefined, close: () => Promise.resolve() });
    },
  };
  const manifest = { name: 'weather', version: '1.0.0', description: '', author: '', type: 'custom' as const, entry_point: 'src/index.ts' };
  const source = { manifest, code: 'plain' };
  return { recorder: createUseRecorder({ source, manifestFile: '/p/plugin.json', instrumented: { code: 'counting', sourceMap: '{}', counters: 2 } }, engine), started };
}

function createOptions(changes: Partial<SandboxOptions> = {}): SandboxOptions {
  return { plugin: 'weather', code: 'plain', limits: DEFAULT_LIMITS, allowedMethods: new Set(), call: () => Promise.resolve(null), log: () => undefined, ...changes };
}

describe('a recorder of use', () => {
  test('adds up the counters of every sandbox, and leaves other code and other plugins as they are', async () => {
    const { recorder, started } = createRecorder();
    for (const changes of [{}, {}, { code: 'a stage' }, { plugin: 'maps' }]) await recorder.engine.start(createOptions(changes));
    expect(started.map(({ counting }) => counting?.code)).toEqual(['counting', 'counting', undefined, undefined]);
    started[0]?.counting?.counts.set([1, 2]);
    started[1]?.counting?.counts.set([0, 5]);
    expect(recorder.take().counts).toEqual([1, 7]);
    expect(recorder.take().counts).toEqual([0, 0]);
  });

  test('gives a plugin that counts more time, and no more memory', async () => {
    const { recorder, started } = createRecorder();
    await recorder.engine.start(createOptions());
    expect(started[0]?.limits.cpuMsPerCall).toBeGreaterThan(DEFAULT_LIMITS.cpuMsPerCall);
    expect(started[0]?.limits.memoryBytes).toBe(DEFAULT_LIMITS.memoryBytes);
  });

  test('knows what was called of all that is offered', async () => {
    const { recorder } = createRecorder();
    const sandbox = await recorder.engine.start(createOptions());
    await sandbox.invoke({ entry: 'src/index.ts', hook: 'handleRoute', args: ['GET /x', {}] });
    await sandbox.invoke({ entry: '$runtime', hook: 'ping', args: [] });
    expect(recorder.take().offers.map(({ type, name, calls }) => [type, name, calls])).toEqual([
      ['hook', 'onLoad', 0], ['hook', 'onMessageSent', 0], ['hook', 'handleRoute', 1], ['route', 'GET /x', 1], ['event', 'file.deleted on 2', 0],
    ]);
  });

  test('knows which permissions calls, events and contributions needed, and which were refused', async () => {
    const { recorder, started } = createRecorder();
    const call: SandboxOptions['call'] = ({ method }) =>
      method === 'users.get' ? Promise.reject(new HostCallError('PERMISSION_DENIED', '')) : method === 'ai.chat' ? Promise.reject(new HostCallError('UPSTREAM', '')) : Promise.resolve(null);
    const sandbox = await recorder.engine.start(createOptions({ call }));
    for (const method of ['users.get', 'ai.chat', 'messages.send', 'storage.get', 'no.method']) await started[0]?.call({ method, params: null }).catch(() => undefined);
    await sandbox.invoke({ entry: 'src/index.ts', hook: 'onMessageSent', args: [{}] });
    await sandbox.invoke({ entry: 'src/index.ts', hook: 'runContribution', args: ['event', 'file.deleted on 2', {}] });
    const used = recorder.take().permissions.map(({ permission, allowed, refused }) => [permission, allowed, refused]);
    expect(used.sort()).toEqual([
      ['ai.use', 1, 0], ['api.create_endpoints', 1, 0], ['calls.media', 1, 0], ['files.read', 1, 0], ['messages.read', 1, 0], ['messages.write', 1, 0], ['users.read', 0, 1],
    ]);
  });
});
