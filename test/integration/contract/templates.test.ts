import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TEMPLATE_KINDS, type TemplateKind } from '../../../src/core/manifest/kinds.ts';
import { createPlatform } from '../../../src/index.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { listExercises, exercise } from '../../../src/test-runner/contract/exercises.ts';
import { findCommands } from '../../../src/test-runner/contract/find-commands.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { sampleSettings } from '../../../src/test-runner/contract/sample-settings.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';
import type { PluginUnderTest } from '../../../src/test-runner/plugin-under-test.ts';

const root = join(import.meta.dirname, '../../..');
const engine = createQuickJsEngine();
afterAll(() => engine.close());

/** What of each template is exercised: what is not told here would never be. */
const EXERCISED: { readonly [Kind in TemplateKind]: readonly string[] } = {
  'message-processor': ['the message "Is anybody there?"', 'the message "!thanks"'],
  'file-handler': ['a file that is uploaded, read and deleted'],
  'api-extension': ['the route "GET /notes"', 'the route "POST /notes"', 'the route "DELETE /notes/{id}"'],
  provider: ['the model "pip-1"'],
  tool: ['the action "count_words"', 'the action "roll_dice"'],
  middleware: ['a request of "web" through "hooks"', 'a request of "api" through "hooks"'],
  export: ['the format "csv"', 'the format "markdown"'],
  ui: ['the component "poll-card:PollCard"'],
  'auth-provider': ['the sign-in "invitation"'],
  notification: ['the channel "chat"'],
  cli: ['the command "task add "water the plants""', 'the command "task add"', 'the command "task list"', 'the command "task done"', 'the command "task clear"'],
  theme: ['the theme'],
  'micro-app': ['the component "task-list:TaskList"'],
  'media-processor': ['a call of two', 'a piece of sound'],
  storage: ['bytes that are kept'],
  security: ['a message that is checked'],
  analytics: ['something to count'],
  monitoring: ['metrics'],
  backup: ['a backup'],
  automation: ['the message "Is anybody there?"', 'the task "greet"'],
  integration: ['the task "sync"'],
  feature: ['the task "remind"'],
  core: ['the event "plugin.enabled"'],
  // What these two do, other plugins ask for in words of their own.
  extension: [],
  custom: [],
};

const prepared = new Map<TemplateKind, Promise<PluginUnderTest>>();

function prepare(kind: TemplateKind): Promise<PluginUnderTest> {
  const directory = join(root, 'templates', kind);
  const begun = prepared.get(kind) ?? preparePlugin(directory, createPlatform({ cwd: directory })).then(({ plugin }) => plugin);
  prepared.set(kind, begun);
  return begun;
}

test.each(TEMPLATE_KINDS)('the template of the kind %s is exercised, and stands it', async (kind) => {
  const plugin = await prepare(kind);
  const host = await startTestHost(plugin, { config: sampleSettings(plugin.source.settingsSchema) }, engine);
  try {
    const context = { commands: findCommands(plugin.source.code, host.config.values) };
    const names = listExercises(host, context).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...EXERCISED[kind]]));
    if (EXERCISED[kind].length === 0) expect(names).toEqual([]);
    await exercise(host, context, { isThorough: true });
  } finally {
    await host.close();
  }
});

// CONTRACT_ROUNDS=20 is what a release has to get through; one round each tells of most false alarms.
const FUZZ_RUNS = Number(process.env['CONTRACT_FUZZ'] ?? 30);
const ROUNDS = Number(process.env['CONTRACT_ROUNDS'] ?? 1);

test.each(TEMPLATE_KINDS)('the template of the kind %s keeps its contract, in whatever order it is checked', async (kind) => {
  const plugin = await prepare(kind);
  for (let round = 0; round < ROUNDS; round++) {
    const seed = randomInt(2 ** 31);
    const suite = await runContract(findContract(kind), { plugin, engine, signal: new AbortController().signal, seed, fuzzRuns: FUZZ_RUNS });
    expect(suite.tests.filter(({ state }) => state !== 'passed').map(({ name, state, problems }) => ({ name, state, problems })), `seed ${seed}`).toEqual([]);
  }
}, 60_000 * ROUNDS);
