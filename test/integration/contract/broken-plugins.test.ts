import { afterAll, describe, test } from 'vitest';
import type { PluginKind } from '../../../src/core/manifest/kinds.ts';
import type { JsonObject, Manifest } from '../../../src/core/manifest/schema.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import type { Contract, ContractCheck } from '../../../src/test-runner/contract/contract.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

/** A plugin that is broken on purpose, and what the check says about it. */
interface Broken {
  readonly what: string;
  readonly kind: PluginKind;
  /** The body of the class: its first line is line 3 of `src/index.ts`. */
  readonly body: string;
  readonly check: string;
  readonly code: string;
  /** Part of the message. */
  readonly says: string;
  /** The line that the problem points at; absent where no line is to blame. */
  readonly line?: number;
  readonly manifest?: Partial<Manifest>;
}

const CLASSES: { readonly [Kind in PluginKind]?: string } = { 'message-processor': 'MessageProcessor', tool: 'Tool', cli: 'CliPlugin', 'api-extension': 'ApiExtension', automation: 'AutomationPlugin', custom: 'CustomPlugin', feature: 'FeaturePlugin', provider: 'Provider', export: 'Exporter', theme: 'ThemePlugin', middleware: 'Middleware', monitoring: 'MonitoringPlugin', storage: 'StoragePlugin', analytics: 'AnalyticsPlugin' };
const INTERNET: NonNullable<Manifest['permissions']> = ['messages.read', 'messages.write', { permission: 'external.api', hosts: ['api.example.com'] }];
const SETTINGS: JsonObject = { type: 'object', properties: { days: { type: 'integer', minimum: 1, maximum: 9, default: 3 } } };
const ANY_SETTING: JsonObject = { type: 'object', properties: { city: { default: 'Oslo' } } };
const action = (run: string): string => `actions = { go: defineAction({ description: 'Goes.', parameters: { type: 'object', properties: {} }, run: ${run} }) };`;

const BROKEN: readonly Broken[] = [
  { what: 'throws in its constructor', kind: 'tool', body: `constructor() { super(); throw new Error('early'); }`, check: 'starts', code: 'PLX4220', says: 'early', line: 3 },
  { what: 'needs a server to start', kind: 'custom', body: `async onEnable() {\n  await fetch('https://api.example.com/config');\n}`, check: 'starts', code: 'PLX4220', says: 'failed', manifest: { permissions: INTERNET } },
  { what: 'runs into a limit of memory or time as it starts', kind: 'custom', body: `onLoad() {\n  const all: string[] = [];\n  for (;;) all.push('x'.repeat(1_000_000) + String(all.length));\n}`, check: 'starts', code: 'PLX4220', says: 'the plugin does not start' },

  { what: 'has an action that takes a field for granted', kind: 'tool', body: action(`() => (undefined as never as string).length`), check: 'stands ordinary use', code: 'PLX4262', says: 'during the action "go"' },
  { what: 'has an action that leaves a rejection to nobody', kind: 'tool', body: action(`() => { void Promise.reject(new Error('lost')); return 1; }`), check: 'stands ordinary use', code: 'PLX4262', says: 'lost' },
  { what: 'has an action that returns what is no JSON', kind: 'tool', body: action(`() => (new Uint8Array(3)) as never`), check: 'stands ordinary use', code: 'PLX4262', says: 'JSON' },
  { what: 'has a command whose code is missing', kind: 'cli', body: `commands = { greet: defineCliCommand({ category: 'fun', summary: 'Greet.', run: () => (globalThis as never as { missing(): void }).missing() }) };`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the command "greet"', line: 3 },
  { what: 'has a route that uses a parameter under another name', kind: 'api-extension', body: `routes = [defineRoute({ method: 'GET', path: '/a/{id}', public: true, params: { type: 'object', properties: { id: { type: 'string' } } }, handle: ({ params }) => (params as never as { name: string }).name.length })];`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the route "GET /a/{id}"', line: 3, manifest: { permissions: ['api.create_endpoints'] } },
  { what: 'has a task that uses what is not there', kind: 'feature', body: `missing?: string;\n@backgroundTask({ every: '1h' })\nremind(): void {\n  this.missing!.trim();\n}`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the task "remind"', line: 6 },
  { what: 'has a model that fails on every question', kind: 'provider', body: `models = [{ id: 'm-1' }];\nchatCompletion(messages: readonly { content: string }[]) {\n  return { content: messages[7]!.content };\n}`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the model "m-1"', line: 5 },
  { what: 'has a format that cannot write a table', kind: 'export', body: `formats = { csv: { title: 'CSV', mediaType: 'text/csv', fileExtension: 'csv' } };\nexport(data: never) {\n  return (data as { rows: string[] }).rows.join();\n}`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the format "csv"', line: 5 },
  { what: 'has a theme that throws', kind: 'theme', body: `getTheme(): never { throw new Error('no colours'); }`, check: 'stands ordinary use', code: 'PLX4262', says: 'during the theme', line: 3 },
  { what: 'throws on requests, which nobody hears', kind: 'middleware', body: `beforeRequest(): undefined { throw new Error('not today'); }`, check: 'stands ordinary use', code: 'PLX4262', says: 'not today', line: 3, manifest: { permissions: ['requests.intercept'] } },
  { what: 'throws when it is asked for metrics', kind: 'monitoring', body: `collectMetrics(): never { throw new Error('no numbers'); }`, check: 'stands ordinary use', code: 'PLX4262', says: 'no numbers', line: 3 },
  { what: 'cannot read what it has put away', kind: 'storage', body: `put() {}\nget(): Uint8Array | undefined { return (undefined as never as { bytes: Uint8Array }).bytes; }\ndelete() { return true; }\nlist() { return []; }`, check: 'stands ordinary use', code: 'PLX4262', says: 'bytes that are kept' },

  { what: 'leaves an interval running', kind: 'custom', body: `onEnable() {\n  setInterval(() => undefined, 60_000);\n}`, check: 'leaves nothing behind', code: 'PLX4222', says: 'a timer that runs every 60000 ms', line: 4 },
  { what: 'leaves a timer running', kind: 'message-processor', body: `onMessageReceived() {\n  setTimeout(() => undefined, 5_000);\n}`, check: 'leaves nothing behind', code: 'PLX4222', says: 'a timer that is due in 4999 ms', line: 4 },
  { what: 'has a task that does not look at its signal', kind: 'feature', body: `@backgroundTask({ every: '1h' })\nasync remind(): Promise<void> {\n  await new Promise(() => undefined);\n}`, check: 'leaves nothing behind', code: 'PLX4222', says: 'the task "remind"' },
  { what: 'has an answer that never comes', kind: 'tool', body: action(`() => new Promise<number>(() => undefined)`), check: 'stands ordinary use', code: 'PLX4262', says: 'did not end within' },
  { what: 'leaves the body of an answer unread', kind: 'message-processor', body: `async onMessageReceived() {\n  await fetch('https://api.example.com/ping');\n}`, check: 'leaves nothing behind', code: 'PLX4222', says: 'a stream of "http.send"', manifest: { permissions: INTERNET } },
  { what: 'says goodbye later', kind: 'custom', body: `onDisable() {\n  setTimeout(() => { this.logger.info('bye'); }, 1_000);\n}`, check: 'leaves nothing behind', code: 'PLX4222', says: 'a timer that is due in 1000 ms', line: 4 },
  { what: 'throws in onDisable', kind: 'tool', body: `${action('() => 1')}\nonDisable() { throw new Error('stuck'); }`, check: 'leaves nothing behind', code: 'PLX4222', says: 'stuck', line: 4 },

  { what: 'can be enabled only once', kind: 'tool', body: `${action('() => 1')}\non = false;\nonEnable() {\n  if (this.on) throw new Error('twice');\n  this.on = true;\n}`, check: 'can be disabled and enabled again', code: 'PLX4223', says: 'twice', line: 6 },
  { what: 'has an action that works until it was disabled', kind: 'tool', body: `table? = new Map([['a', 1]]);\nonDisable() { delete this.table; }\n${action('() => this.table!.get(\'a\') ?? 0')}`, check: 'can be disabled and enabled again', code: 'PLX4223', says: 'during the action "go"', line: 5 },
  { what: 'does not understand its own storage', kind: 'tool', body: `${action('() => 1')}\nasync onLoad() {\n  if (await this.storage.get('x') !== undefined) throw new Error('not empty');\n  await this.storage.set('x', 1);\n}`, check: 'survives being reloaded 5 times', code: 'PLX4224', says: 'not empty', line: 5 },

  { what: 'takes the answer to a refused call for granted', kind: 'automation', body: `rules = { hello: { message: /morning/, run: async ({ message }: { message: never }) => {\n  const sent = await this.messages.reply(message, 'hi').catch(() => undefined);\n  sent!.id.trim();\n} } };`, check: 'copes without "messages.write"', code: 'PLX4240', says: 'during the message', line: 5 },
  { what: 'breaks with a setting at the edge', kind: 'tool', body: action(`async () => {\n  if (await this.config.get('days') === 9) (undefined as never as string).trim();\n  return 1;\n}`), check: 'works with every allowed setting', code: 'PLX4250', says: '"days": 9', line: 4, manifest: { settings_schema: SETTINGS } },
  { what: 'takes any value for a setting', kind: 'tool', body: action(`async () => {\n  return (await this.config.get('city') as string).trim();\n}`), check: 'is safe from wrong settings', code: 'PLX4251', says: '"city": -1', line: 4, manifest: { settings_schema: ANY_SETTING } },

  { what: 'leaves what it stores to nobody', kind: 'message-processor', body: `onMessageReceived() {\n  void this.storage.set('x', 1);\n}`, check: 'survives refused calls', code: 'PLX4263', says: 'storage.set' },
  { what: 'uses a value that did not come', kind: 'tool', body: action(`async () => {\n  const value = await this.storage.get<{ n: number }>('x').then((found) => found ?? { n: 1 }, () => undefined);\n  return value!.n;\n}`), check: 'survives refused calls', code: 'PLX4263', says: 'during the action "go"', line: 5 },
  { what: 'takes an answer of 500 for a good one', kind: 'message-processor', body: `async onMessageReceived() {\n  const text = await fetch('https://api.example.com/news').then((response) => response.text(), () => 'a:b');\n  text.split(':')[1]!.trim();\n}`, check: 'survives servers that fail', code: 'PLX4264', says: 'during the message', line: 5, manifest: { permissions: INTERNET } },
  { what: 'cannot stand an event twice', kind: 'analytics', body: `seen = new Set<string>();\nonAnalyticsEvent(event: { id: string }) {\n  if (this.seen.has(event.id)) throw new Error('again');\n  this.seen.add(event.id);\n}`, check: 'survives events that come twice', code: 'PLX4265', says: 'again', line: 5, manifest: { permissions: ['analytics.read'] } },
  { what: 'leaves itself half done in its storage', kind: 'message-processor', body: `async onMessageReceived({ id }: { id: string }) {\n  if (await this.storage.get('busy ' + id) !== undefined) throw new Error('half done');\n  await this.storage.set('busy ' + id, true);\n  await this.storage.delete('busy ' + id);\n}`, check: 'survives a breakdown', code: 'PLX4266', says: 'half done', line: 4 },
  { what: 'does not come up after a breakdown', kind: 'tool', body: `${action('async () => { await this.storage.set(\'x\', 1); return 1; }')}\nasync onLoad() {\n  if (await this.storage.get('x') !== undefined && await this.storage.get('y') === undefined) (undefined as never as string).trim();\n}\nasync onUnload() { await this.storage.set('y', 1); }`, check: 'survives a breakdown', code: 'PLX4266', says: '"onLoad"' },

  { what: 'counts words in an object', kind: 'tool', body: `counts: Record<string, number[]> = {};\nactions = { count: defineAction({ description: 'Counts.', parameters: { type: 'object', properties: { word: { type: 'string' } }, required: ['word'] }, run: ({ word }) => {\n  return (this.counts[word] ??= []).push(1);\n} }) };`, check: 'handles unusual inputs', code: 'PLX4267', says: 'with {"word":"', line: 5 },
  { what: 'believes that every list holds something', kind: 'api-extension', body: `routes = [defineRoute({ method: 'POST', path: '/sum', public: true, body: { type: 'array', items: { type: 'object', properties: { n: { type: 'integer' } }, required: ['n'] } }, handle: ({ body }) => {\n  return (body as never as { n: number }[])[0]!.n;\n} })];`, check: 'handles unusual inputs', code: 'PLX4267', says: 'with {"body":[]}', line: 4, manifest: { permissions: ['api.create_endpoints'] } },
];

const inClass = ({ kind, body }: Broken): string => `import { backgroundTask, defineAction, defineCliCommand, defineRoute, ${CLASSES[kind] ?? 'CustomPlugin'} as Base } from 'plexi-plugin/sdk';
export default class Broken extends Base {
${body}
}
void [backgroundTask, defineAction, defineCliCommand, defineRoute];
`;

/** The contract with one check, and those that it needs. */
function only(contract: Contract, name: string): Contract {
  return {
    ...contract,
    listChecks(known) {
      const checks = contract.listChecks(known);
      const find = (wanted: string): readonly ContractCheck[] => {
        const found = checks.filter((check) => check.name === wanted);
        return [...found.flatMap(({ needs = [] }) => [needs].flat().flatMap(find)), ...found];
      };
      return [...new Set(find(name))];
    },
  };
}

describe('what every plugin must do', () => {
  for (const broken of BROKEN) {
    const { what, kind, check, code, says, line, manifest } = broken;
    test.concurrent(`catches a plugin of the kind ${kind} that ${what}`, async ({ expect }) => {
      const source = await buildPlugin(inClass(broken), { type: kind, permissions: ['messages.read', 'messages.write'], ...manifest });
      const settingsSchema = source.manifest.settings_schema as JsonObject | undefined;
      const plugin = { source: { ...source, ...(settingsSchema && { settingsSchema }) }, manifestFile: '/weather/plugin.json' };
      const { tests } = await runContract(only(findContract(kind), check), { plugin, engine, signal: new AbortController().signal });
      const failed = tests.filter(({ state }) => state === 'failed');
      expect(failed.map(({ name }) => name), JSON.stringify(failed[0]?.problems, null, 1)).toEqual([check]);
      expect(failed[0]?.problems[0]).toMatchObject({ code, severity: 'error', message: expect.stringContaining(says) as string, ...(line !== undefined && { line }) });
    });
  }
});
