import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { HostCallError, type SandboxOptions } from '../../../src/sandbox/engine.ts';
import type { GuestEvents, GuestThread, ProcessLoss } from '../../../src/sandbox/guest-thread.ts';
import { QuickJsSandbox } from '../../../src/sandbox/quickjs-sandbox.ts';
import { ENTRY, TEST_LIMITS } from '../../helpers/sandbox.ts';

const ENTRIES = JSON.stringify([{ entry: ENTRY, kind: 'message-processor', hooks: ['onLoad'], contributions: [] }]);

/** A thread that says whatever a test makes it say: what the host would get from one that was taken over. */
class FakeThread implements GuestThread {
  readonly posted: unknown[] = [];
  terminated = 0;
  #events: GuestEvents | undefined;

  listen(events: GuestEvents): void {
    this.#events = events;
  }

  post(batch: unknown): void {
    this.posted.push(batch);
  }

  end(): void {
    this.terminated++;
    this.exit();
  }

  emit(batch: unknown): void {
    this.#events?.onBatch(batch);
  }

  say(...messages: unknown[]): void {
    this.emit(messages);
  }

  exit(loss?: ProcessLoss): void {
    this.#events?.onEnd(loss);
  }

  get isAtWork(): boolean | undefined {
    return this.#events?.isAtWork();
  }
}

function open(options: Partial<SandboxOptions> = {}) {
  const worker = new FakeThread();
  const calls: string[] = [];
  const sandbox = new QuickJsSandbox(worker, {
    plugin: 'weather',
    code: '',
    limits: TEST_LIMITS,
    allowedMethods: new Set(),
    log: (level, text) => void calls.push(`${level}: ${text}`),
    call: async ({ method }): Promise<JsonValue> => {
      calls.push(method);
      throw new HostCallError('NO', 'no');
    },
    ...options,
  });
  sandbox.started.catch(() => {});
  return { worker, sandbox, calls };
}

const tick = () => new Promise((resolve) => setImmediate(resolve));
const load = { entry: ENTRY, hook: 'onLoad', args: [] };

describe('a worker that was taken over', () => {
  const VIOLATIONS: readonly (readonly [string, unknown])[] = [
    ['no list', 'text'],
    ['a message that is none', [42]],
    ['a kind that does not exist', [['exec', 'rm -rf /']]],
    ['a kind that every object has', [['constructor', 'x']]],
    ['the end of an invocation that never was', [['done', 99, '1']]],
    ['a failure of an invocation that never was', [['failed', 99, '{}']]],
    ['entries twice', [['ready', ENTRIES], ['ready', ENTRIES]]],
    ['one call twice', [['call', 1, 'm', '1', ''], ['call', 1, 'm', '1', '']]],
    ['memory that somebody else can still change', [['done', 1, 'null', { places: '[[1,[]]]', bytes: new SharedArrayBuffer(1) }]]],
    ['a value larger than may cross', [['call', 1, 'm', JSON.stringify('x'.repeat(TEST_LIMITS.messageBytes)), '']]],
    ['bytes that are more than may cross', [['call', 1, 'm', 'null', '', { places: '[]', bytes: new ArrayBuffer(TEST_LIMITS.attachmentBytes + 1) }]]],
    ['a line longer than any guest writes', [['log', 'info', 'x'.repeat(8_194)]]],
    ['a flood', Array.from({ length: 3 * 10 * (TEST_LIMITS.callsPerSecond + TEST_LIMITS.logLinesPerSecond) }, () => ['log', 'info', ''])],
    ['calls beyond the limit', Array.from({ length: TEST_LIMITS.callsInFlight + 1 }, (_, id) => ['call', id, 'm', '1', ''])],
  ];
  for (const [name, batch] of VIOLATIONS) {
    test(`is ended with PLX4014 for ${name}`, async () => {
      const { worker, sandbox } = open();
      worker.emit(batch);
      expect(await sandbox.gone).toMatchObject({ code: 'PLX4014' });
      expect(worker.terminated).toBe(1);
    });
  }

  test('cannot make the host throw, whatever it says', async () => {
    const kind = fc.constantFrom('ready', 'call', 'done', 'failed', 'log', 'rejected', 'fault', '__proto__', 'x');
    const field = fc.oneof(fc.nat(3), fc.constant({ places: '[[1,[]]]', bytes: new ArrayBuffer(1) }), fc.constantFrom('', '{}', '[]', 'null', 'info', 'memory', ENTRIES, '{"__proto__":1}'), fc.string(), fc.anything());
    const message = fc.tuple(kind, fc.array(field, { maxLength: 5 })).map(([first, rest]) => [first, ...rest]);
    await fc.assert(
      fc.asyncProperty(fc.array(fc.array(fc.oneof(message, fc.anything()))), async (batches) => {
        const { worker, sandbox } = open();
        for (const batch of batches) worker.emit(batch);
        await sandbox.close();
      }),
    );
  });

  test('says nothing any more after its end', async () => {
    const { worker, sandbox, calls } = open();
    worker.say(['ready', ENTRIES], ['fault', 'memory', '{}'], ['log', 'info', 'after'], ['call', 1, 'm', '1', '']);
    worker.say(['log', 'info', 'later']);
    expect(await sandbox.gone).toMatchObject({ code: 'PLX4003' });
    expect(calls).toEqual([]);
  });

  for (const entries of ['', '[]', 'nonsense', '[{}]']) {
    test(`does not start with the entries ${JSON.stringify(entries)} (PLX4012)`, async () => {
      const { worker, sandbox } = open();
      worker.say(['ready', entries]);
      await expect(sandbox.started).rejects.toThrowCode('PLX4012');
    });
  }
});

describe('the end of a worker', () => {
  const ENDS = [
    ['its thread ends', (worker: FakeThread) => { worker.exit(); }, 'PLX4009'],
    ['the guest broke a limit', (worker: FakeThread) => { worker.say(['fault', 'cpu-turn', '{}']); }, 'PLX4001'],
    ['its process ends, in which it alone was at work', (worker: FakeThread) => { worker.exit({ reason: 'x', isAlone: true }); }, 'PLX4480'],
    ['its process ends, in which others were at work', (worker: FakeThread) => { worker.exit({ reason: 'x', isAlone: false }); }, 'PLX4481'],
  ] as const;
  for (const [name, end, code] of ENDS) {
    test(`is ${code} when ${name}, for everybody who waits`, async () => {
      const { worker, sandbox } = open();
      worker.say(['ready', ENTRIES]);
      const running = sandbox.invoke(load);
      end(worker);
      await expect(running).rejects.toThrowCode(code);
      expect(await sandbox.gone).toMatchObject({ code, message: expect.stringContaining('"onLoad"') as unknown });
      await expect(sandbox.invoke(load)).rejects.toThrowCode(code);
    });
  }

  test('finds it at work while it is loaded, and while a hook runs', async () => {
    const { worker, sandbox } = open();
    expect(worker.isAtWork).toBe(true);
    worker.say(['ready', ENTRIES]);
    expect(worker.isAtWork).toBe(false);
    const running = sandbox.invoke(load);
    expect(worker.isAtWork).toBe(true);
    worker.say(['done', 1, 'null']);
    await running;
    expect(worker.isAtWork).toBe(false);
    await sandbox.close();
    expect(worker.isAtWork).toBe(false);
  });

  test('is told before whoever waits for a hook hears of it', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const order: string[] = [];
    const gone = sandbox.gone.then(() => order.push('gone'));
    const running = sandbox.invoke(load).catch(() => order.push('hook'));
    await tick();
    worker.say(['fault', 'memory', '{}']);
    await Promise.all([gone, running]);
    expect(order).toEqual(['gone', 'hook']);
  });

  test('is PLX4018 for hooks that run while it is closed', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const running = sandbox.invoke(load);
    await Promise.all([sandbox.close(), sandbox.close()]);
    await expect(running).rejects.toThrowCode('PLX4018');
    await expect(sandbox.invoke(load)).rejects.toThrowCode('PLX4018');
    expect(await sandbox.gone).toBeUndefined();
    expect(worker.terminated).toBe(1);
  });
});

describe('invoke', () => {
  test('sends what is invoked in one turn as one message', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const all = [sandbox.invoke(load), sandbox.invoke({ ...load, args: [1] })];
    await tick();
    expect(worker.posted).toEqual([[['invoke', 1, 0, 'onLoad', '[]'], ['invoke', 2, 0, 'onLoad', '[1]']]]);
    worker.say(['done', 2, '"second"'], ['done', 1, '"first"']);
    expect(await Promise.all(all)).toEqual(['first', 'second']);
  });

  test('sends bytes beside the JSON, and gives what came back in its place', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const sent = Uint8Array.of(1, 2);
    const running = sandbox.invoke({ ...load, args: [{ samples: sent }] });
    await tick();
    expect(worker.posted).toEqual([[['invoke', 1, 0, 'onLoad', '[{"samples":null}]', { places: '[[2,[0,"samples"]]]', bytes: Uint8Array.of(1, 2).buffer }]]]);
    expect(sent).toHaveLength(2);
    worker.say(['done', 1, '[null]', { places: '[[1,[0]]]', bytes: Uint8Array.of(3).buffer }]);
    expect(await running).toEqual([Uint8Array.of(3)]);
  });

  test('refuses bytes that belong nowhere with PLX4017, and the plugin lives on', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const running = sandbox.invoke(load);
    worker.say(['done', 1, '{}', { places: '[[1,["a"]]]', bytes: new ArrayBuffer(1) }]);
    await expect(running).rejects.toThrowCode('PLX4017');
    expect(worker.terminated).toBe(0);
  });

  test('refuses more bytes than may cross (PLX4007) and sends nothing', async () => {
    const { worker, sandbox } = open({ limits: { ...TEST_LIMITS, attachmentBytes: 10 } });
    worker.say(['ready', ENTRIES]);
    await expect(sandbox.invoke({ ...load, args: [new Uint8Array(11)] })).rejects.toThrowCode('PLX4007');
    await tick();
    expect(worker.posted).toEqual([]);
  });

  const deep = (levels: number): JsonValue => Array.from({ length: levels }).reduce<JsonValue>((inner) => [inner], 1);
  for (const [what, value] of [['what is nested more than 256 levels deep', deep(300)], ['what is nested without end', deep(100_000)], ['a BigInt', 1n]] as const) {
    test(`does not give to a plugin ${what} (PLX4530)`, async () => {
      const { worker, sandbox } = open();
      worker.say(['ready', ENTRIES]);
      await expect(sandbox.invoke({ ...load, args: [value as JsonValue] })).rejects.toThrowCode('PLX4530');
      await tick();
      expect(worker.posted).toEqual([]);
    });
  }

  test('refuses an event that is too large (PLX4007) and sends nothing', async () => {
    const { worker, sandbox } = open({ limits: { ...TEST_LIMITS, messageBytes: 10 } });
    worker.say(['ready', ENTRIES]);
    await expect(sandbox.invoke({ ...load, args: ['x'.repeat(10)] })).rejects.toThrowCode('PLX4007');
    await tick();
    expect(worker.posted).toEqual([]);
  });

  for (const invocation of [{ ...load, entry: 'x' }, { ...load, hook: 'x' }, { ...load, hook: 'constructor' }]) {
    test(`is a bug of the caller for ${invocation.entry} ${invocation.hook}`, async () => {
      const { worker, sandbox } = open();
      worker.say(['ready', ENTRIES]);
      await expect(sandbox.invoke(invocation)).rejects.toThrow(TypeError);
    });
  }

  test('ignores the end of a hook that has ended', async () => {
    const { worker, sandbox } = open();
    worker.say(['ready', ENTRIES]);
    const running = sandbox.invoke(load);
    await tick();
    worker.say(['done', 1, '1'], ['done', 1, '2'], ['failed', 1, '{}']);
    expect(await running).toBe(1);
  });
});
