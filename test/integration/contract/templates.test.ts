import { randomInt } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { listEntryPoints } from '../../../src/core/manifest/entry-points.ts';
import { TEMPLATE_KINDS, type TemplateKind } from '../../../src/core/manifest/kinds.ts';
import { createPlatform } from '../../../src/index.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import { listExercises, exercise } from '../../../src/test-runner/contract/exercises.ts';
import { findCommands } from '../../../src/test-runner/contract/find-commands.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { sampleSettings } from '../../../src/test-runner/contract/sample-settings.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';
import type { PluginUnderTest } from '../../../src/test-runner/plugin-under-test.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const root = join(import.meta.dirname, '../../..');
const engine = createTestEngine();
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

const prepared = new Map<string, Promise<PluginUnderTest>>();

function prepareFolder(directory: string): Promise<PluginUnderTest> {
  const begun = prepared.get(directory) ?? preparePlugin(directory, createPlatform({ cwd: directory })).then(({ plugin }) => plugin);
  prepared.set(directory, begun);
  return begun;
}

const prepare = (kind: TemplateKind): Promise<PluginUnderTest> => prepareFolder(join(root, 'templates', kind));

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

async function keepsContracts(plugin: PluginUnderTest): Promise<void> {
  const kinds = new Set(listEntryPoints(plugin.source.manifest).map(({ kind }) => kind));
  for (let round = 0; round < ROUNDS; round++) {
    for (const kind of kinds) {
      const seed = randomInt(2 ** 31);
      const suite = await runContract(findContract(kind), { plugin, engine, signal: new AbortController().signal, seed, fuzzRuns: FUZZ_RUNS });
      expect(suite.tests.filter(({ state }) => state === 'failed').map(({ name, state, problems }) => ({ name, state, problems })), `${kind}, seed ${seed}`).toEqual([]);
    }
  }
}

test.each(TEMPLATE_KINDS)('the template of the kind %s keeps its contract, in whatever order it is checked', async (kind) => {
  await keepsContracts(await prepare(kind));
}, 60_000 * ROUNDS);

// Their own test runs every contract once; here they go through as many rounds as the templates.
const EXAMPLES = ROUNDS > 1 ? readdirSync(join(root, 'examples')).filter((name) => existsSync(join(root, 'examples', name, 'plugin.json'))) : [];

test.each(EXAMPLES)('the example %s keeps its contracts, in whatever order they are checked', async (name) => {
  const directory = join(root, 'examples', name);
  const plugin = await prepareFolder(directory);
  const companions = Object.keys(plugin.source.manifest.dependencies ?? {}).map((other) => join(root, 'examples', other));
  await keepsContracts({ ...plugin, companions: await Promise.all(companions.map(async (folder) => (await prepareFolder(folder)).source)) });
}, 120_000 * ROUNDS);
