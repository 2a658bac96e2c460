import { afterAll, describe, expect, test } from 'vitest';
import { instrumentBundle } from '../../../src/core/coverage/instrument-bundle.ts';
import type { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import type { SandboxOptions } from '../../../src/sandbox/engine.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { startObserved, TEST_LIMITS, type Observed } from '../../helpers/sandbox.ts';

const engine = createQuickJsEngine();
afterAll(() => engine.close());

const PLUGIN = `import { Plugin, MessageProcessor } from 'plexi-plugin/sdk';
// The name of the counters is none that the code has: only what looks for it can find it.
const find = (body: string): string => body.replaceAll('@', ['$', 'count'].join(''));
export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: { message: { content: string } }): Promise<void> {
    const steps = message.content.length;
    let sum = 0;
    for (let at = 0; at < steps; at++) sum += at;
    if (message.content === 'throw') {
      throw new Error('broken ' + sum);
    }
    if (message.content === 'loop') {
      this.logger.info('before');
      while (true) sum++;
    }
    if (message.content === 'steal') eval(find('@.buffer.transfer()'));
    if (message.content === 'lie') eval(find('@.fill(4294967295)'));
  }
}
`;

async function start(): Promise<Observed & { readonly countOf: (line: number) => number | undefined; readonly counts: Uint32Array }> {
  const { code, sourceMap = '' } = await buildPlugin(PLUGIN);
  const { bundle, files } = instrumentBundle(code, sourceMap);
  const counts = new Uint32Array(new SharedArrayBuffer(bundle.counters * 4));
  const options: Partial<SandboxOptions> = { counting: { ...bundle, counts }, sourceMap, allowedMethods: new Set(['log']), limits: TEST_LIMITS };
  const observed = await startObserved(engine, code, options);
  const countOf = (line: number): number | undefined => {
    const counters = files[0]?.statements.filter(({ start: { line: at } }) => at === line).map(({ counter }) => counts[counter] ?? -1) ?? [];
    return Math.max(...counters);
  };
  return { ...observed, countOf, counts };
}

function say(content: string): { readonly type: string; readonly message: { readonly content: string } } {
  return { type: 'message.received', message: { content } };
}

describe('counting code', () => {
  test('has counted, at the end of each turn, what ran in it', async () => {
    const { run, countOf } = await start();
    expect(countOf(6)).toBe(0);
    await run('onMessageReceived', say('abc'));
    await run('onMessageReceived', say('abcd'));
    expect([countOf(6), countOf(8), countOf(10)]).toEqual([2, 7, 0]);
  });

  test('an error names the line and column that it names without counters', async () => {
    const { code, sourceMap = '' } = await buildPlugin(PLUGIN);
    const plain = await startObserved(engine, code, { limits: TEST_LIMITS, sourceMap });
    const { run, countOf } = await start();
    const [{ diagnostics: [expected] }, { diagnostics: [actual] }] = await Promise.all([plain.run, run].map((each) => each('onMessageReceived', say('throw')).then(() => { throw new Error('it did not throw'); }, (error: unknown) => error as PlexiError))) as [PlexiError, PlexiError];
    expect(actual).toEqual(expected);
    expect(actual).toMatchObject({ code: 'PLX4010', file: 'src/index.ts', line: 10 });
    expect(countOf(10)).toBe(1);
  });

  test('a loop without end is named by its line, and what it counted is known', async () => {
    const { run, countOf } = await start();
    await expect(run('onMessageReceived', say('loop'))).rejects.toThrowCode('PLX4001', { location: { file: 'src/index.ts', line: 14, column: 7 } });
    expect(countOf(14)).toBeGreaterThan(100);
  });

  test('a plugin that takes the counters away, or fills them, spoils its own coverage and nothing else', async () => {
    const { run, countOf, counts } = await start();
    await run('onMessageReceived', say('lie'));
    expect(counts.every((count) => count === 4_294_967_295)).toBe(true);
    const stolen = await start();
    await stolen.run('onMessageReceived', say('abc'));
    await stolen.run('onMessageReceived', say('steal'));
    await stolen.run('onMessageReceived', say('abc'));
    expect(stolen.countOf(6)).toBe(1);
    expect(countOf(6)).toBeGreaterThan(0);
  });

  test('without counting there is nothing of it in the sandbox', async () => {
    const { code } = await buildPlugin(PLUGIN);
    const { run } = await startObserved(engine, code, { limits: TEST_LIMITS });
    await expect(run('onMessageReceived', say('lie'))).rejects.toThrow(/\$count/);
  });
});
