import { describe, expect, test } from 'vitest';
import type { PluginResult } from '../../../../src/host/boundary.ts';
import { createCliCommands } from '../../../../src/host/extension-points/cli-commands.ts';
import { fakeExtensions } from './fake-extensions.ts';

async function* stream(...parts: readonly PluginResult[]): AsyncGenerator<PluginResult> {
  for (const part of parts) yield await Promise.resolve(part);
}

function open(result: () => unknown, options: Readonly<Record<string, never>> = {}) {
  const extensions = fakeExtensions({ tasks: { contributions: { command: { go: { category: 'a', summary: 'Goes.', ...options } } }, hooks: { runCommand: result } } });
  const printed: string[] = [];
  const run = () => createCliCommands({ extensions }).run({ words: ['go'], onPrint: ({ text }) => void printed.push(text) });
  return { run, printed, extensions };
}

const LINE = { stream: 'stdout', text: 'a' };

describe('what a command says', () => {
  test('is printed line by line until its exit code', async () => {
    const { run, printed, extensions } = open(() => stream([LINE, { stream: 'stderr', text: 'b' }], [LINE], { exitCode: 7 }, [LINE]));
    expect(await run()).toBe(7);
    expect(printed).toEqual(['a', 'b', 'a']);
    expect(extensions.calls).toMatchObject([{ target: 'tasks.runCommand', args: ['go', { args: {}, flags: {} }] }]);
  });

  const LIES: readonly (readonly [what: string, result: () => unknown])[] = [
    ['nothing', () => null],
    ['an exit code without a stream', () => ({ exitCode: 0 })],
    ['a stream that ends without an exit code', () => stream([LINE])],
    ['an exit code beyond 255', () => stream({ exitCode: 256 })],
    ['an exit code that is a text', () => stream({ exitCode: '0' })],
    ['a line that goes nowhere', () => stream([{ stream: 'stdin', text: 'a' }], { exitCode: 0 })],
    ['a line without text', () => stream([{ stream: 'stdout' }], { exitCode: 0 })],
    ['more lines than fit', () => stream(Array.from({ length: 1_001 }, () => LINE), { exitCode: 0 })],
    ['a line of more than a megabyte', () => stream([{ stream: 'stdout', text: 'x'.repeat(1024 * 1024 + 1) }], { exitCode: 0 })],
  ];
  for (const [what, result] of LIES) {
    test(`is refused with PLX4301 when it is ${what}`, async () => {
      await expect(open(result).run()).rejects.toThrowCode('PLX4301');
    });
  }
});

test('a command of two plugins needs to be told apart', async () => {
  const command = { go: { category: 'a', summary: 'Goes.' } };
  const hooks = { runCommand: () => stream({ exitCode: 0 }) };
  const extensions = fakeExtensions({ one: { contributions: { command }, hooks }, two: { contributions: { command }, hooks } });
  const cli = createCliCommands({ extensions });
  expect(() => cli.find(['go'])).toThrowCode('PLX4172');
  expect(await cli.run({ plugin: 'two', words: ['go'], onPrint: () => undefined })).toBe(0);
  expect(extensions.calls.map(({ target }) => target)).toEqual(['two.runCommand']);
});
