import { readdirSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import type { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { HostCallError, type PluginFailure } from '../../../src/sandbox/engine.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { ENTRY, startObserved, TEST_LIMITS, writeBundle } from '../../helpers/sandbox.ts';

const engine = createQuickJsEngine();
afterAll(() => engine.close());

const start = (hooks: Readonly<Record<string, string>>, options: Parameters<typeof startObserved>[2] = {}) => startObserved(engine, writeBundle(hooks), options);

async function failureOf(run: Promise<unknown>): Promise<PlexiError> {
  return run.then(
    () => Promise.reject(new Error('it did not fail')),
    (error: unknown) => error as PlexiError,
  );
}

describe('values', () => {
  test('cross as JSON, both ways', async () => {
    const { run } = await start({ echo: 'return args;' });
    const values = [null, true, -0.5, 'é\u{1f600}\ud800\0', [1, [2]], { a: { b: 'c' }, ['constructor']: 1 }];
    expect(await run('echo', ...values)).toEqual(values);
  });

  test('are null for undefined', async () => {
    const { run } = await start({ nothing: '' });
    expect(await run('nothing')).toBeNull();
  });

  test('reach the host in calls, and come back from it', async () => {
    const { run, calls } = await start({ ask: `return __plexi.call('echo', { key: args[0] });` });
    expect(await run('ask', 'x')).toEqual({ key: 'x' });
    expect(calls).toEqual([{ method: 'echo', params: { key: 'x' } }]);
  });

  test('keep their order when many calls overlap', async () => {
    const { run } = await start({ many: `return Promise.all(Array.from({ length: 60 }, (_, i) => __plexi.call('echo', i)));` });
    expect(await run('many')).toEqual(Array.from({ length: 60 }, (_, index) => index));
  });

  test('of invocations that overlap do not mix', async () => {
    const { run } = await start({ twice: `const a = await __plexi.call('echo', args[0]); return [a, await __plexi.call('echo', args[0])];` });
    const all = await Promise.all(Array.from({ length: 20 }, (_, index) => run('twice', index)));
    expect(all).toEqual(Array.from({ length: 20 }, (_, index) => [index, index]));
  });
});

describe('failures', () => {
  test('of a hook are PLX4010 with the line and what was thrown, and the plugin lives on', async () => {
    const { run } = await start({ fails: `throw Object.assign(new RangeError('too far'), { code: 'FAR' });`, works: 'return 1;' });
    const error = await failureOf(run('fails'));
    expect(error.diagnostics[0]).toMatchObject({ code: 'PLX4010', file: 'dist/plugin.js', line: 6 });
    expect(error.message).toBe('the hook "fails" of "weather" threw RangeError: too far');
    const { name, message, code, stack } = error.cause as PluginFailure;
    expect([name, message, code]).toEqual(['RangeError', 'too far', 'FAR']);
    expect(stack).toContain('at fails (dist/plugin.js:6:');
    expect(await run('works')).toBe(1);
  });

  test('of a host call reach the plugin with code, message, details and its own line', async () => {
    const call = async () => Promise.reject(new HostCallError('NOT_FOUND', 'no such message', { id: '7' }));
    const body = `try {\n await __plexi.call('messages.get', 1);\n} catch (e) { return [e instanceof Error, e.code, e.message, e.details, /attempt \\(dist.plugin.js:7:/.test(e.stack)]; }`;
    const { run } = await start({ attempt: body }, { call });
    expect(await run('attempt')).toEqual([true, 'NOT_FOUND', 'no such message', { id: '7' }, true]);
  });

  test('of a host call that nobody catches lead to the line of the call', async () => {
    const { run } = await start({ attempt: `\n\nawait __plexi.call('x', 1);` }, { call: async () => Promise.reject(new HostCallError('NO', 'no')) });
    const error = await failureOf(run('attempt'));
    expect(error.diagnostics[0]).toMatchObject({ code: 'PLX4010', line: 8 });
    expect((error.cause as PluginFailure).code).toBe('NO');
  });

  test('of host calls show the host where they were made, for methods that are not allowed', async () => {
    const { run, calls } = await start({ both: `await __plexi.call('echo', 1);\nawait __plexi.call('other', 1);` });
    await run('both');
    expect(calls[0]?.location).toBeUndefined();
    expect(calls[1]?.location).toMatchObject({ file: 'dist/plugin.js', line: 7 });
    expect(calls[1]?.stack).toContain('at both');
  });

  test('nobody waits for are reported (PLX4015), and the plugin lives on', async () => {
    const { run, reports } = await start({
      loses: `Promise.reject(new TypeError('lost'));\nqueueMicrotask(() => { throw new Error('thrown'); });\nreturn 1;`,
      handles: `const p = Promise.reject(new Error('late')); await __plexi.call; p.catch(() => {}); return 2;`,
    });
    expect(await run('loses')).toBe(1);
    expect(await run('handles')).toBe(2);
    expect(reports.map(({ code, line }) => [code, line])).toEqual([
      ['PLX4015', 7],
      ['PLX4015', 6],
    ]);
  });

  test('to settle are PLX4013; the plugin lives on, and what comes later is ignored', async () => {
    const limits = { ...TEST_LIMITS, wallMsPerCall: 150 };
    const { run, sandbox } = await start({ waits: `return __plexi.call('slow', 1);`, works: 'return 1;' }, {
      limits,
      call: async () => new Promise((resolve) => setTimeout(() => { resolve('late'); }, 400)),
    });
    await expect(run('waits')).rejects.toThrowCode('PLX4013');
    expect(await run('works')).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 400));
    expect(await run('works')).toBe(1);
    await sandbox.close();
  });

  test('to settle in a time of their own are PLX4013, with that time', async () => {
    const { sandbox } = await start({ waits: `return __plexi.call('slow', 1);` }, {
      call: async () => new Promise((resolve) => setTimeout(() => { resolve('late'); }, 400)),
    });
    const error = await failureOf(sandbox.invoke({ entry: ENTRY, hook: 'waits', args: [], wallMs: 50 }));
    expect(error.diagnostics[0]).toMatchObject({ code: 'PLX4013', message: expect.stringContaining('50') as unknown });
    expect(await sandbox.invoke({ entry: ENTRY, hook: 'waits', args: [], wallMs: 20_000 })).toBe('late');
    await sandbox.close();
  });

  test('while the code is evaluated are PLX4011, at their line', async () => {
    const error = await failureOf(startObserved(engine, writeBundle({ a: '' }, '\nnull.x;')));
    expect(error.diagnostics[0]).toMatchObject({ code: 'PLX4011', line: 4 });
  });

  for (const [name, code] of [
    ['is no JavaScript', 'class {'],
    ['throws null', 'throw null;'],
  ] as const) {
    test(`of code that ${name} are PLX4011 or PLX4003`, async () => {
      const error = await failureOf(startObserved(engine, code));
      expect(['PLX4011', 'PLX4003']).toContain(error.code);
    });
  }

  for (const [name, code] of [
    ['registers nothing', '1;'],
    ['registers later', `Promise.resolve().then(() => __plexi.call('echo', 1)).then(() => __plexi.register([]));`],
    ['registers none', '__plexi.register([]);'],
  ] as const) {
    test(`of code that ${name} are PLX4012`, async () => {
      await expect(startObserved(engine, code)).rejects.toThrowCode('PLX4012');
    });
  }
});

describe('time and chance', () => {
  const ASK = `return [Date.now(), new Date(0).getHours(), new Date(0).getTimezoneOffset(), performance.now() >= 0, Math.random(), [...crypto.getRandomValues(new Uint8Array(4))], crypto.randomUUID()];`;

  test('follow the host’s clock and seed', async () => {
    const options = { now: Date.UTC(2030, 0, 1), seed: 42 };
    const [one, two] = await Promise.all([start({ ask: ASK }, options), start({ ask: ASK }, options)]);
    const first = await one.run('ask');
    expect(await two.run('ask')).toEqual(first);
    expect(first).toEqual([Date.UTC(2030, 0, 1), 0, 0, true, expect.any(Number), expect.any(Array), expect.any(String)]);
    expect(await one.run('ask')).not.toEqual(first);
    one.sandbox.setNow(Date.UTC(2031, 0, 1));
    expect((await one.run('ask')) as readonly unknown[]).toContain(Date.UTC(2031, 0, 1));
  });

  test('differ from sandbox to sandbox without a seed', async () => {
    const [one, two] = await Promise.all([start({ ask: 'return Math.random();' }), start({ ask: 'return Math.random();' })]);
    expect(await one.run('ask')).not.toBe(await two.run('ask'));
  });

  test('are the machine’s without a clock', async () => {
    const before = Date.now();
    const { run } = await start({ ask: 'return Date.now();' });
    expect(await run('ask')).toBeGreaterThanOrEqual(before);
  });
});

describe('the log', () => {
  test('takes what the console is given', async () => {
    const { run, logs } = await start({
      log: `console.log('a', 1, { b: [true, null, undefined], get c() { throw 1; } });
console.debug('%s', 'as it is'); console.warn(Symbol('s'), 10n, () => 1); console.error(new TypeError('bad')); console.info([[[[[1]]]]]);
console.assert(1 === 2, 'no'); console.assert(true, 'yes'); console.dir({ '__proto__': null, x: 'y' }); console.trace('here');
__plexi.log('nonsense', 'level'); __plexi.log('warn', 7);`,
    });
    await run('log');
    expect(logs.slice(0, 4).map(([level, text]) => [level, text.split('\n')[0]])).toEqual([
      ['info', 'a 1 { b: [true, null, undefined], c: [Getter] }'],
      ['debug', '%s as it is'],
      ['warn', 'Symbol(s) 10n [Function]'],
      ['error', 'TypeError: bad'],
    ]);
    expect(logs.slice(4).map(([level, text]) => [level, text.split('\n')[0]])).toEqual([
      ['info', '[[[[[…]]]]]'],
      ['error', 'Assertion failed: no'],
      ['info', '{ x: "y" }'],
      ['debug', 'here'],
      ['info', 'level'],
      ['warn', '7'],
    ]);
  });

  test('cuts long lines', async () => {
    const { run, logs } = await start({ log: `console.log('x'.repeat(1e6)); __plexi.log('info', 'y'.repeat(1e6));` });
    await run('log');
    for (const [, text] of logs) expect(text.length).toBeLessThanOrEqual(8_193);
  });
});

describe('limits', () => {
  test('of CPU time per second end a plugin that is never long at it, and say where', async () => {
    const limits = { ...TEST_LIMITS, cpuMsPerCall: 10_000, cpuMsPerSecond: 30, callsPerSecond: 1e6 };
    const { run, sandbox } = await start({ flood: `for (;;) {\n  for (let i = 0; i < 1e5; i++);\n  await __plexi.call('echo', 1);\n}` }, { limits });
    const error = await failureOf(run('flood'));
    expect(error.diagnostics[0]).toMatchObject({ code: 'PLX4002', file: 'dist/plugin.js' });
    expect(await sandbox.gone).toMatchObject({ code: 'PLX4002' });
  });

  test('let a plugin work that waits more than it works', async () => {
    const limits = { ...TEST_LIMITS, cpuMsPerCall: 100, cpuMsPerSecond: 50, wallMsPerCall: 30_000 };
    const call = async () => new Promise<null>((resolve) => setTimeout(() => { resolve(null); }, 100));
    const { run } = await start({ work: `for (let i = 0; i < 10; i++) { await __plexi.call('wait', 1); }\nreturn 'done';` }, { limits, call });
    expect(await run('work')).toBe('done');
  });

  test('of memory are each plugin’s own', async () => {
    const limits = { ...TEST_LIMITS, memoryBytes: 8 * 2 ** 20 };
    const body = `const kept = []; for (let i = 0; i < 12; i++) kept.push(new Uint8Array(1e6)); return kept.length;`;
    const [small, large] = await Promise.all([start({ fill: body }, { limits }), start({ fill: body })]);
    await expect(small.run('fill')).rejects.toThrowCode('PLX4003');
    expect(await large.run('fill')).toBe(12);
  });

  test('of memory hold for bytes that were sent', async () => {
    const limits = { ...TEST_LIMITS, memoryBytes: 8 * 2 ** 20 };
    const { sandbox, run } = await start({ keep: 'globalThis.kept ??= []; return kept.push(args[0]);', drop: 'return args[0].length;' }, { limits });
    for (let at = 0; at < 24; at++) expect(await run('drop', new Uint8Array(1e6))).toBe(1e6);
    for (let at = 1; at < 24; at++) await run('keep', new Uint8Array(1e6)).catch(() => undefined);
    expect(await sandbox.gone).toMatchObject({ code: 'PLX4003' });
  });
});

describe('sandboxes', () => {
  test('say what the bundle registered', async () => {
    const { sandbox } = await start({ onLoad: '', onMessageReceived: '' });
    expect(sandbox.entries).toEqual([{ entry: ENTRY, kind: 'message-processor', hooks: ['onLoad', 'onMessageReceived'], contributions: [] }]);
  });

  test('share nothing', async () => {
    const hooks = { put: `globalThis.kept = args[0]; Object.prototype.kept2 = args[0]; return 1;`, get: `return [globalThis.kept ?? null, ({}).kept2 ?? null];` };
    const [one, two] = await Promise.all([start(hooks), start(hooks)]);
    await one.run('put', 'secret');
    expect(await two.run('get')).toEqual([null, null]);
    expect(await one.run('get')).toEqual(['secret', 'secret']);
  });

  test('leave no thread, no file and no timer behind, however often they are started', { timeout: 120_000 }, async () => {
    const own = createQuickJsEngine();
    const code = writeBundle({ work: `return 'x'.repeat(1e5).length;` });
    const cycle = async (): Promise<void> => {
      const { sandbox, run } = await startObserved(own, code);
      await run('work');
      await sandbox.close();
    };
    const count = (folder: string): number => {
      try {
        return readdirSync(folder).length;
      } catch {
        return 0;
      }
    };
    const measure = () => ({ threads: count('/proc/self/task'), files: count('/proc/self/fd'), resources: process.getActiveResourcesInfo().length });
    for (let warmUp = 0; warmUp < 10; warmUp++) await cycle();
    const before = measure();
    const memory = process.memoryUsage().rss;
    for (let number = 0; number < 60; number++) await cycle();
    const after = measure();
    expect(after.threads).toBeLessThanOrEqual(before.threads);
    expect(after.files).toBeLessThanOrEqual(before.files);
    expect(after.resources).toBeLessThanOrEqual(before.resources);
    expect(process.memoryUsage().rss - memory).toBeLessThan(80 * 2 ** 20);
    await own.close();
  });

  test('are closed with their engine', async () => {
    const own = createQuickJsEngine();
    const { sandbox } = await startObserved(own, writeBundle({ a: '' }));
    await own.close();
    expect(await sandbox.gone).toBeUndefined();
    await expect(startObserved(own, writeBundle({ a: '' }))).rejects.toThrowCode('PLX4018');
  });
});

test('an isolation that there is not is refused, instead of being less than was asked for', () => {
  for (const isolation of ['proces', 'constructor', '']) expect(() => createQuickJsEngine({ isolation: isolation as 'process' })).toThrow('"thread" or "process"');
});
