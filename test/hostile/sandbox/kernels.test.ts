import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Engine } from '../../../src/sandbox/engine.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { buildKernel, CODE, F32, I32, list, section, text } from '../../helpers/kernel-builder.ts';
import { ENTRY, startObserved, TEST_LIMITS, writeBundle, type Observed } from '../../helpers/sandbox.ts';

const BYTES = Uint8Array.of(1, 2, 3);
const MIB = 2 ** 20;

// What a plugin can do with its kernels, without the SDK in between.
const PLUGIN = writeBundle({
  run: `
    const [kernel, name, bytes, ...numbers] = args;
    try {
      const result = __plexi.runKernel(kernel, name, bytes, numbers);
      attach(['bytes'], bytes);
      return { result, bytes: null };
    } catch (error) {
      return { refused: error.name + ': ' + error.message };
    }`,
  view: `
    const samples = new Int16Array([1, 255, 3, 4]);
    __plexi.runKernel('attack', 'addsOne', samples.subarray(1, 3), []);
    return [...samples];`,
  gone: `
    const bytes = new Uint8Array(8);
    bytes.buffer.transfer();
    return __plexi.runKernel('attack', 'addsOne', bytes, []);`,
  shrinks: `
    const buffer = new ArrayBuffer(64, { maxByteLength: 128 });
    const bytes = new Uint8Array(buffer, 32);
    buffer.resize(16);
    return __plexi.runKernel('attack', 'addsOne', bytes, []);`,
  liars: `
    const refused = [];
    const lies = [{ length: 4, buffer: new ArrayBuffer(4), byteLength: 4, byteOffset: 0 }, new DataView(new ArrayBuffer(4)), null, [1, 2]];
    for (const lie of lies) try { __plexi.runKernel('attack', 'addsOne', lie, []); } catch (error) { refused.push(error.name); }
    Object.defineProperty(Object.getPrototypeOf(Uint8Array.prototype), 'byteLength', { get: () => 2 ** 31 });
    const bytes = new Uint8Array([7]);
    return [refused, __plexi.runKernel('attack', 'addsOne', bytes, []), bytes[0]];`,
  numbers: `
    const refused = [];
    for (const number of ['1', null, { valueOf: () => 1 }, 1n]) try { __plexi.runKernel('attack', 'scales', new Uint8Array(1), [number]); } catch (error) { refused.push(error.name); }
    return refused;`,
  warmsUp: `
    for (let round = 0; round < 20_000; round++) __plexi.runKernel('attack', 'waits', new Uint8Array(1), [100]);
    return __plexi.runKernel('attack', 'waits', new Uint8Array(1), [1]);`,
  fills: `
    const kept = [];
    try { for (;;) kept.push(new Uint8Array(1024 * 1024).fill(1)); } catch { return kept.length; }`,
});

/** Counts down by two from its number, and past 0 for ever where it is odd. */
const WAITS = [0x03, 0x40, 0x20, 2, 0x41, 2, 0x6b, 0x22, 2, 0x0d, 0, 0x0b];
const KERNEL = buildKernel({
  functions: {
    // The first after `reserve`: it calls itself by its number.
    recurses: { code: CODE.recurses },
    addsOne: { code: CODE.addsOne },
    readsOutside: { code: CODE.readsOutside },
    unreachable: { code: CODE.unreachable },
    loopsForEver: { code: CODE.loopsForEver },
    grows: { results: [I32], code: CODE.grows },
    scales: { parameters: [I32, I32, F32], results: [F32], code: [0x20, 2, 0x20, 2, 0x92] },
    waits: { parameters: [I32, I32, I32], code: WAITS },
    ['__proto__']: { code: CODE.addsOne },
  },
});

describe.each(['thread', 'process'] as const)('a kernel in a %s', (isolation) => {
  let engine: Engine;
  let plugin: Observed;
  beforeAll(async () => {
    engine = createQuickJsEngine({ isolation });
    plugin = await startObserved(engine, PLUGIN, { kernels: { attack: KERNEL } });
  });
  afterAll(() => engine.close());

  test('works on bytes in place, and is given numbers', async () => {
    expect(await plugin.run('run', 'attack', 'addsOne', BYTES)).toEqual({ result: 0, bytes: Uint8Array.of(2, 2, 3) });
    expect(await plugin.run('run', 'attack', '__proto__', BYTES)).toEqual({ result: 0, bytes: Uint8Array.of(2, 2, 3) });
    expect(await plugin.run('run', 'attack', 'scales', BYTES, 1.5)).toEqual({ result: 3, bytes: BYTES });
  });

  test('that does not come to an end is stopped and named, and the host runs the plugin again', async () => {
    const stuck = await startObserved(engine, PLUGIN, { kernels: { first: KERNEL, attack: KERNEL } });
    await expect(stuck.run('run', 'attack', 'loopsForEver', BYTES)).rejects.toThrowCode('PLX4510');
    expect((await stuck.sandbox.gone)?.message).toContain('the kernel "attack" of "weather" did not come to an end in "run"');
    expect(await plugin.run('run', 'attack', 'addsOne', BYTES)).toMatchObject({ result: 0 });
  });
});

describe('what attacks', () => {
  let engine: Engine;
  let plugin: Observed;
  beforeAll(async () => {
    engine = createQuickJsEngine();
    plugin = await startObserved(engine, PLUGIN, { kernels: { attack: KERNEL } });
  });
  afterAll(() => engine.close());

  const STOPPED = [
    ['unreachable', 'unreachable'],
    ['readsOutside', 'memory access out of bounds'],
    ['recurses', 'Maximum call stack size exceeded'],
  ] as const;
  for (const [name, reason] of STOPPED) {
    test(`${name} is stopped by the machine, the bytes stay as they were, and the kernel still runs`, async () => {
      expect(await plugin.run('run', 'attack', name, BYTES)).toEqual({ refused: `KernelError: "${name}" of the kernel "attack" was stopped: ${reason}` });
      expect(await plugin.run('run', 'attack', 'addsOne', BYTES)).toMatchObject({ result: 0 });
    });
  }

  const REFUSED = [
    [['other', 'addsOne', BYTES], 'there is no kernel "other"; the manifest names "attack"'],
    [['attack', 'reserve', BYTES], 'the kernel "attack" has no function "reserve" that can be run'],
    [['attack', 'toString', BYTES], 'the kernel "attack" has no function "toString" that can be run'],
    [['attack', 'addsOne', BYTES, 1], '"addsOne" of the kernel "attack" takes 0 numbers after the bytes, not 1'],
    [['attack', 'scales', BYTES], '"scales" of the kernel "attack" takes 1 numbers after the bytes, not 0'],
    [['attack', 'addsOne', 'bytes'], 'a kernel works on a typed array'],
  ] as const;
  for (const [args, reason] of REFUSED) {
    test(`is told: ${reason}`, async () => {
      expect(await plugin.run('run', ...args)).toEqual({ refused: expect.stringContaining(reason) as unknown });
    });
  }

  test('grows no further than it has declared', async () => {
    expect(await plugin.run('run', 'attack', 'grows', BYTES)).toMatchObject({ result: 16 });
  });

  test('gets the bytes of a view, and nothing around them', async () => {
    expect(await plugin.run('view')).toEqual([1, 0, 3, 4]);
  });

  test('gets nothing of memory that is gone, or is smaller than it was', async () => {
    expect(await plugin.run('gone')).toBe(0);
    expect(await plugin.run('shrinks')).toBe(0);
  });

  test('is not deceived by what looks like bytes, or lies about how many there are', async () => {
    expect(await plugin.run('liars')).toEqual([['TypeError', 'TypeError', 'TypeError', 'TypeError'], 0, 8]);
    expect(await plugin.run('numbers')).toEqual(Array(4).fill('KernelError'));
  });

  test('is stopped also when the machine has made it fast', async () => {
    const limits = { ...TEST_LIMITS, cpuMsPerCall: 1_000, cpuMsPerSecond: 1_000 };
    const warm = await startObserved(engine, PLUGIN, { kernels: { attack: KERNEL }, limits });
    await expect(warm.run('warmsUp')).rejects.toThrowCode('PLX4510');
  });

  test('that reserves a place outside of its memory gets no bytes', async () => {
    const lying = buildKernel({ reserve: { parameters: [I32], results: [I32], code: [0x41, 0x7f] } });
    const { sandbox, run } = await startObserved(engine, PLUGIN, { kernels: { attack: lying } });
    expect(await run('run', 'attack', 'run', BYTES)).toEqual({ refused: expect.stringContaining('returned an address without room for 3 bytes') as unknown });
    await sandbox.close();
  });

  test('counts against the memory of the plugin', async () => {
    const limits = { ...TEST_LIMITS, memoryBytes: 64 * MIB, cpuMsPerCall: 5_000, cpuMsPerSecond: 5_000 };
    const large = buildKernel({ memory: [1, 1, 1, 0x80, 4] });
    const { sandbox } = await startObserved(engine, PLUGIN, { kernels: { attack: large }, limits });
    const kept = await sandbox.invoke({ entry: ENTRY, hook: 'fills', args: [] });
    expect(kept).toBeLessThan(32);
    expect(kept).toBeGreaterThan(16);
    await sandbox.close();
  });

  // The host has looked at them already: this is what holds when it has not.
  const KERNELS = [
    ['imports something', buildKernel({ before: { 3: section(2, list([[...text('env'), ...text('abort'), 0, 0]])) } }), 'it imports "env.abort"'],
    ['has a start function that loops', buildKernel({ functions: { run: { parameters: [], code: CODE.loopsForEver } }, before: { 10: section(8, [1]) } }), 'it has a start function'],
    ['has code that is none', buildKernel({ functions: { run: { code: [0xff] } } }), 'Invalid opcode 0xff'],
    ['has data outside of its memory', Uint8Array.from([...buildKernel(), ...section(11, [1, 0, 0x41, 0x7f, 0x0b, 1, 9])]), 'data segment'],
    ['is nothing at all', new Uint8Array(), 'it is no WebAssembly module'],
  ] as const;
  for (const [name, kernel, reason] of KERNELS) {
    test(`is not loaded when it ${name}`, async () => {
      const started = startObserved(engine, PLUGIN, { kernels: { fine: KERNEL, attack: kernel } });
      await expect(started).rejects.toThrowCode('PLX4511');
      await expect(started).rejects.toThrow(`the kernel "attack" of "weather" was not loaded: `);
      await expect(started).rejects.toThrow(reason);
    });
  }
});
