import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { renderDiagnostic } from '../../../src/core/diagnostics/render-diagnostic.ts';
import { listProblems } from '../../../src/core/test-report/test-report.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { createPlatform } from '../../../src/index.ts';
import { loadRecording, type HttpRecording } from '../../../src/test-runner/http-recording.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';
import { startVitest } from '../../../src/test-runner/start-vitest.ts';
import { compilePlugin } from '../../helpers/compile-plugin.ts';
import { readGuide } from '../../helpers/guide-examples.ts';
import { readSuites } from '../../helpers/read-suites.ts';
import { createPlugin } from './create-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

interface Recipe {
  readonly name: string;
  readonly manifest: Readonly<Record<string, unknown>>;
  readonly plugin: string;
  readonly tests: string;
  /** Other files that the recipe shows, by path. */
  readonly files: Readonly<Record<string, string>>;
}

const BASE = { name: 'recipe', version: '1.0.0', description: 'A recipe.', author: 'Alice', type: 'message-processor', entry_point: 'src/index.ts', permissions: ['messages.read', 'messages.write'] };

const RECIPES = readGuide('testing-recipes.md').split(/^## /m).slice(1).map((section): Recipe => {
  const blocks = [...section.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)].map(([, language = '', code = '']) => ({ language, code }));
  const find = (language: string, word: string): string => blocks.find((block) => block.language === language && block.code.includes(word))?.code ?? '';
  const files = blocks.flatMap(({ code }) => {
    const [, path] = /^\/\/ (tests\/\S+)\n/.exec(code) ?? [];
    return path === undefined ? [] : [[path, code.slice(code.indexOf('\n') + 1)] as const];
  });
  return {
    name: section.slice(0, section.indexOf('\n')),
    manifest: JSON.parse(`{ ${blocks.find(({ language, code }) => language === 'json' && !code.startsWith('//'))?.code ?? ''} }`) as Recipe['manifest'],
    plugin: find('ts', 'plexi-plugin/sdk'),
    tests: find('ts', 'plexi-plugin/testing'),
    files: Object.fromEntries(files),
  };
});

describe('the recipes for tests', () => {
  test('compile, every plugin of them', () => {
    expect(compilePlugin(Object.fromEntries(RECIPES.map(({ plugin }, index) => [`recipe-${String(index)}.ts`, plugin])))).toEqual([]);
  });

  for (const { name, manifest, plugin: code, tests, files } of RECIPES) {
    test(`${name}: the tests pass`, async () => {
      const directory = await createPlugin({ 'plugin.json': JSON.stringify({ ...BASE, ...manifest }), 'src/index.ts': code, 'tests/recipe.test.ts': tests, ...files });
      const platform = createPlatform({ cwd: directory });
      const { plugin, diagnostics } = await preparePlugin(directory, platform);
      expect(diagnostics.filter(({ severity }) => severity === 'error')).toEqual([]);
      const vitest = startVitest({ directory, toolRoot: join(import.meta.dirname, '../../..'), update: false, env: process.env, signal: platform.signal, onOutput: () => undefined });
      const suites = await readSuites(vitest.run({ plugin })).finally(() => vitest.close());
      expect(listProblems(suites).map(({ message, details, line }) => ({ message, details, line }))).toEqual([]);
      expect(suites.flatMap((suite) => suite.tests).length).toBe(tests.match(/^ *test\(/gm)?.length);
    });
  }
});

test('the recipe with a recording shows what a changed request is told', async () => {
  const recipe = RECIPES.find(({ name }) => name === 'Record a server');
  const [, shown = ''] = /^```text\n([\s\S]*?)^```$/m.exec(readGuide('testing-recipes.md')) ?? [];
  const code = recipe?.plugin.replace('state=open', 'state=all') ?? '';
  const directory = await createPlugin({ 'plugin.json': JSON.stringify({ ...BASE, ...recipe?.manifest }), 'src/index.ts': code, ...recipe?.files });
  const { plugin } = await preparePlugin(directory, createPlatform({ cwd: directory }));
  const name = 'tests/recordings/issues.json';
  const start = await loadRecording({ file: join(directory, name), name });
  const engine = createTestEngine();
  let recording: HttpRecording | undefined;
  const host = await startTestHost(plugin, { config: { token: 'x' } }, engine, (started) => (recording = start(started)));
  await host.receive('!issues').catch(() => undefined);
  await host.close();
  await engine.close();
  const problems = (await recording?.finish()) ?? [];
  expect(problems.map((problem) => `${renderDiagnostic(problem)}\n`).join('').replaceAll(`${directory}/`, '')).toBe(shown);
});
