import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { bundlePlugin } from '../src/bundler/bundle-plugin.ts';
import { listEntryPoints } from '../src/core/manifest/entry-points.ts';
import type { Manifest } from '../src/core/manifest/schema.ts';
import { MEGA_CLI, MEGA_COMMANDS, MEGA_MANIFEST } from '../test/helpers/mega-cli.ts';
import { createPluginManager } from '../src/host/create-plugin-manager.ts';
import { createCliCommands } from '../src/host/extension-points/cli-commands.ts';
import type { PluginManager } from '../src/host/plugin-manager.ts';
import type { PluginSource } from '../src/host/plugin-source.ts';
import { median } from './measure.ts';
import type { Bench, Row } from './row.ts';
import { inFolder, ROOT } from './tools.ts';

const PLUGINS = 100;
const EVENTS = 5_000;
const ROUNDS = 5;
const GOAL_HELP_MS = 150;

// Counts what it hears, so that what is delivered is known and not believed.
const COUNTER = `
import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Counter extends MessageProcessor {
  #count = 0;
  override onMessageReceived(): void { this.#count += 1; }
  override selfTest() { return { passed: true, message: String(this.#count) }; }
  override exportState(): number { return this.#count; }
  override importState(count: number): void { this.#count += count; }
}`;

/** What a host costs: plugins in memory, events, reloads under load, and the help of hundreds of commands. */
export const host: Bench = {
  name: 'host',
  async run() {
    const source = await bundle(COUNTER, { type: 'message-processor', permissions: ['messages.read'] });
    return [...(await measureManyPlugins(source)), ...(await measureReloads(source)), ...(await measureCommands())];
  },
};

async function measureManyPlugins(source: PluginSource): Promise<readonly Row[]> {
  return withHost(async (manager) => {
    await load(manager, source, ['first']);
    const before = process.memoryUsage().rss;
    const loading = await time(() => load(manager, source, Array.from({ length: PLUGINS - 1 }, (_, index) => `plugin${String(index)}`)));
    const perPlugin = (process.memoryUsage().rss - before) / (PLUGINS - 1);
    const toAll = await time(() => send(manager, EVENTS / PLUGINS));
    for (const { name } of manager.getPlugins().slice(1)) await manager.unloadPlugin(name);
    const toOne = await time(() => send(manager, EVENTS));
    return [
      createRow(`host: a plugin more, of ${String(PLUGINS)}`, `${(perPlugin / 1e6).toFixed(1)} MB, ${(loading / (PLUGINS - 1)).toFixed(0)} ms to load and enable`),
      createRow('host: events to one plugin', `${formatRate(EVENTS, toOne)} events/s`),
      createRow(`host: events to ${String(PLUGINS)} plugins`, `${formatRate(EVENTS, toAll)} deliveries/s`),
    ];
  });
}

async function measureReloads(source: PluginSource): Promise<readonly Row[]> {
  return withHost(async (manager) => {
    await load(manager, source, ['first']);
    const pauses: number[] = [];
    const progress = { isDone: false, sent: 0 };
    const sending = (async () => {
      for (const began = performance.now(); !progress.isDone; ) {
        for (; progress.sent < performance.now() - began; progress.sent++) void manager.services.chat.send({ channelId: 'general', authorId: 'ada', content: String(progress.sent) });
        await new Promise((resolve) => setTimeout(resolve, 1));
      }
    })();
    for (let round = 0; round < 4 * ROUNDS; round++) pauses.push(await time(() => manager.reloadPlugin('first')));
    progress.isDone = true;
    await sending;
    await manager.settled();
    const { sent } = progress;
    const heard = Number((await manager.runSelfTest('first'))?.message);
    return [{ ...createRow('host: reload under 1,000 events/s', `${median(pauses).toFixed(0)} ms; ${String(heard)} of ${String(sent)} events heard`), goal: 'all', met: heard === sent }];
  });
}

async function measureCommands(): Promise<readonly Row[]> {
  const source = await bundle(MEGA_CLI, MEGA_MANIFEST);
  return withHost(async (manager) => {
    const loading = await time(() => load(manager, source, ['mega']));
    // A host of its own each time, because `plexi-plugin run` has one.
    const helps: number[] = [];
    const searches: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      helps.push(await time(async () => createCliCommands(manager).help()));
      searches.push(await time(async () => createCliCommands(manager).search('export keys')));
    }
    const first = helps[0] ?? Number.NaN;
    return [
      { ...createRow(`host: help of ${String(MEGA_COMMANDS)} commands, after ${loading.toFixed(0)} ms to load`, `${first.toFixed(0)} ms the first time, ${median(helps).toFixed(0)} ms`), goal: `≤ ${String(GOAL_HELP_MS)} ms`, met: first <= GOAL_HELP_MS },
      createRow(`host: a search in ${String(MEGA_COMMANDS)} commands`, `${median(searches).toFixed(0)} ms`),
    ];
  });
}

async function bundle(code: string, changes: Partial<Manifest>): Promise<PluginSource> {
  const manifest: Manifest = { name: 'bench', version: '1.0.0', description: 'Is measured.', author: 'Ada', entry_point: 'index.ts', ...changes };
  return inFolder(async (directory) => {
    await writeFile(join(directory, 'index.ts'), code);
    return { manifest, code: (await bundlePlugin({ directory, entries: listEntryPoints(manifest), toolRoot: ROOT })).code };
  });
}

async function withHost<Result>(work: (manager: PluginManager) => Promise<Result>): Promise<Result> {
  const manager = createPluginManager({ limits: { cpuMsPerSecond: 1_000, callsPerSecond: 1_000_000 } });
  try {
    return await work(manager);
  } finally {
    await manager.close();
  }
}

async function load(manager: PluginManager, source: PluginSource, names: readonly string[]): Promise<void> {
  const { failed } = await manager.loadPlugins(names.map((name) => ({ source: { ...source, manifest: { ...source.manifest, name } }, grants: 'all', enable: true })));
  if (failed.length > 0) throw new Error(`${String(failed.length)} plugins were not loaded: ${failed[0]?.diagnostics[0].message ?? ''}`);
}

// In as many channels as a plugin may hear at once.
async function send(manager: PluginManager, count: number): Promise<void> {
  const timestamp = new Date(0).toISOString();
  for (let index = 0; index < count; index++) {
    const id = String(index);
    const message = { id, channelId: String(index % 16), authorId: 'ada', content: id, createdAt: timestamp };
    void manager.dispatch({ id, type: 'message.received', timestamp, message });
  }
  await manager.settled();
}

async function time(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

function createRow(what: string, figures: string): Row {
  return { what, figures, reference: '', ratio: '', goal: '' };
}

function formatRate(count: number, ms: number): string {
  return ((count / ms) * 1000).toFixed(0).replace(/\B(?=(\d{3})+$)/g, ',');
}
