import { afterAll, describe, expect, test } from 'vitest';
import type { JsonObject, Manifest } from '../../../src/core/manifest/schema.ts';
import type { TestSuite } from '../../../src/core/test-report/test-report.ts';
import { listProblems } from '../../../src/core/test-report/test-report.ts';
import { findContract } from '../../../src/test-runner/contract/contracts.ts';
import type { Contract, ContractCheck } from '../../../src/test-runner/contract/contract.ts';
import { messageProcessorChecks } from '../../../src/test-runner/contract/kinds/message-processor.ts';
import { runContract } from '../../../src/test-runner/contract/run-contract.ts';
import { runSelfTest } from '../../../src/test-runner/run-self-test.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

const CONTRACT = findContract('message-processor');
const SETTINGS = { type: 'object', properties: { city: { type: 'string', minLength: 1, maxLength: 20, default: 'Oslo' }, days: { type: 'integer', minimum: 1, maximum: 9, default: 3 } } };

/** A class body made into a plugin: its first line is line 2 of `src/index.ts`. */
const inClass = (body: string): string => `import { MessageProcessor, PermissionError, type MessageEvent } from 'plexi-plugin/sdk';
${body.includes('class ') ? body : `export default class Broken extends MessageProcessor {\n${body}\n}`}
void PermissionError;
`;

async function prepare(code: string, changes: Partial<Manifest> = {}) {
  const source = await buildPlugin(code, changes);
  const settingsSchema = source.manifest.settings_schema as JsonObject | undefined;
  const plugin = { source: { ...source, ...(settingsSchema !== undefined && { settingsSchema }) }, manifestFile: '/weather/plugin.json' };
  return { plugin, engine, signal: new AbortController().signal };
}

const run = async (code: string, changes: Partial<Manifest> = {}): Promise<TestSuite> => runContract(CONTRACT, await prepare(code, changes));

/** The contract with one check, and those that it needs. */
function only(name: string): Contract {
  const listChecks: Contract['listChecks'] = (known) => {
    const checks = CONTRACT.listChecks(known);
    const needed = new Set([name]);
    const add = (check: ContractCheck): void => {
      for (const need of [check.needs ?? []].flat()) {
        needed.add(need);
        checks.filter((each) => each.name === need).forEach(add);
      }
    };
    checks.filter((check) => check.name === name).forEach(add);
    return checks.filter((check) => needed.has(check.name));
  };
  return { ...CONTRACT, listChecks };
}

const MESSAGE_CHECKS: ReadonlySet<string> = new Set(messageProcessorChecks.map(({ name }) => name));

const failed = ({ tests }: TestSuite): readonly string[] => tests.filter(({ state }) => state === 'failed').map(({ name }) => name);

const GOOD = `import { MessageProcessor, type MessageEvent, type SelfTestReport } from 'plexi-plugin/sdk';
export default class Good extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> {
    const [command, ...words] = message.content.split(' ');
    if (command !== '!weather') return;
    const city = [...words.join(' ')].slice(0, 100).join('') || await this.config.get('city');
    await this.storage.set('last', city ?? null);
    await this.messages.reply(message, 'The weather in ' + String(city));
  }
  override async onMessageEdited({ message }: MessageEvent): Promise<void> {
    await this.storage.set('edited:' + message.id.slice(0, 100), message.content.length);
  }
  override onConfigChanged(): void {
    this.logger.info('settings changed');
  }
  override selfTest(): SelfTestReport {
    return { passed: true };
  }
}
`;

/** What is wrong, the plugin, the check that notices, its code, and the line it points at; where it matters, the manifest. */
const BROKEN: readonly (readonly [string, string, string, string, number | undefined, Partial<Manifest>?])[] = [
  ['throws while it is loaded', inClass(`throw new Error('early'); class X extends MessageProcessor {} export default X;`), 'starts', 'PLX4220', 2],
  ['throws in onLoad', inClass(`onLoad() { throw new Error('no'); }\nonMessageReceived() {}`), 'starts', 'PLX4220', 3],
  ['throws in onEnable', inClass(`async onEnable() {\n  await this.storage.get('x');\n  JSON.parse('{');\n}\nonMessageReceived() {}`), 'starts', 'PLX4220', 5],
  ['never ends onLoad', inClass(`onLoad() {\n  for (;;);\n}\nonMessageReceived() {}`), 'starts', 'PLX4220', 4],
  ['runs on after it was disabled', inClass(`onEnable() { setInterval(() => { void this.storage.get('x'); }, 60_000); }\nonMessageReceived() {}`), 'leaves nothing behind', 'PLX4222', undefined],
  ['throws in onDisable', inClass(`onDisable() { throw new Error('stuck'); }\nonMessageReceived() {}`), 'leaves nothing behind', 'PLX4222', 3],
  ['throws in onUnload', inClass(`onUnload() { throw new Error('stuck'); }\nonMessageReceived() {}`), 'leaves nothing behind', 'PLX4222', 3],
  ['can be enabled only once', inClass(`on = false;\nonEnable() {\n  if (this.on) throw new Error('twice');\n  this.on = true;\n}\nonMessageReceived() {}`), 'can be disabled and enabled again', 'PLX4223', 5],
  ['does not understand its own storage', inClass(`async onLoad() {\n  if (await this.storage.get('x') !== undefined) throw new Error('not empty');\n  await this.storage.set('x', 1);\n}\nonMessageReceived() {}`), 'survives being reloaded 5 times', 'PLX4224', 4],
  ['has no hook of its kind', inClass(`onLoad() {}`), 'hears messages', 'PLX4225', undefined],
  ['throws on every message', inClass(`onMessageReceived() { throw new TypeError('no'); }`), 'handles ordinary messages', 'PLX4230', 3],
  ['throws on a command without arguments', inClass(`onMessageReceived({ message }: MessageEvent) {\n  const [command, city] = message.content.split(' ');\n  if (command === '!weather') city.trim();\n}`), 'handles ordinary messages', 'PLX4230', 5],
  ['throws on a command that the settings name', inClass(`async onMessageReceived({ message }: MessageEvent) {\n  if (message.content.startsWith('!' + await this.config.get('city'))) throw new Error('found');\n}`), 'handles ordinary messages', 'PLX4230', 4, { settings_schema: SETTINGS }],
  ['loops for ever on a message', inClass(`onMessageReceived() {\n  for (;;);\n}`), 'handles ordinary messages', 'PLX4230', 4],
  ['leaves a rejection unhandled', inClass(`onMessageReceived() {\n  void Promise.reject(new Error('lost'));\n}`), 'handles ordinary messages', 'PLX4230', 4],
  ['takes the first word for granted', inClass(`onMessageReceived({ message }: MessageEvent) {\n  message.content.match(/\\S+/)![0];\n}`), 'handles an empty message', 'PLX4231', 4],
  ['echoes an empty text', inClass(`async onMessageReceived({ message }: MessageEvent) { await this.messages.reply(message, message.content); }`), 'handles an empty message', 'PLX4231', undefined],
  ['answers with more than fits', inClass(`async onMessageReceived({ message }: MessageEvent) { await this.messages.reply(message, 'You said: ' + message.content); }`), 'handles a very long message', 'PLX4232', undefined],
  ['backtracks on long texts', inClass(`onMessageReceived({ message }: MessageEvent) {\n  /^(x+x+)+y$/.test(message.content);\n}`), 'handles a very long message', 'PLX4232', undefined],
  ['cuts characters in half', inClass(`async onMessageReceived({ message }: MessageEvent) {\n  if (message.content.trim() !== '') await this.messages.reply(message, message.content[0] + '…');\n}`), 'handles every writing', 'PLX4233', 4],
  ['keeps words in an object', inClass(`counts: Record<string, number[]> = {};\nonMessageReceived({ message }: MessageEvent) {\n  (this.counts[message.content] ??= []).push(1);\n}`), 'handles special words', 'PLX4234', 5],
  ['makes patterns of words', inClass(`onMessageReceived({ message }: MessageEvent) {\n  new RegExp(message.content);\n}`), 'handles special words', 'PLX4234', 4],
  ['cannot stand an event twice', inClass(`seen = new Set<string>();\nonMessageReceived(event: MessageEvent) {\n  if (this.seen.has(event.id)) throw new Error('again');\n  this.seen.add(event.id);\n}`), 'handles the same event twice', 'PLX4235', 5],
  ['wants to know every edited message', inClass(`known = new Map<string, string[]>();\nonMessageEdited({ message }: MessageEvent) {\n  this.known.get(message.id)!.push('edited');\n}`), 'handles edited messages', 'PLX4236', 5],
  ['wants to know every deleted message', inClass(`known = new Map<string, string[]>();\nonMessageDeleted({ message }: MessageEvent) {\n  this.known.get(message.id)!.push('gone');\n}`), 'handles deleted messages', 'PLX4237', 5],
  ['fails when messages come at once', inClass(`busy = false;\nasync onMessageReceived() {\n  if (this.busy) throw new Error('busy');\n  this.busy = true;\n  await this.storage.set('x', 1);\n  this.busy = false;\n}`), 'keeps up with a burst', 'PLX4238', 5],
  ['answers other plugins', inClass(`async onMessageReceived({ message }: MessageEvent) { await this.messages.reply(message, 'Hello!'); }\nasync onMessageSent({ message }: MessageEvent) { await this.messages.reply(message, 'Hello to you!'); }`), 'does not talk to itself', 'PLX4239', undefined],
  ['hides the refusal behind another error', inClass(`async onMessageReceived({ message }: MessageEvent) {\n  const sent = await this.messages.reply(message, 'hi').catch(() => undefined);\n  sent!.id.trim();\n}`), 'copes without "messages.write"', 'PLX4240', 5],
  ['does not start without a permission', inClass(`async onEnable() { await this.messages.list({ channelId: 'general' }); }\nonMessageReceived() {}`), 'copes without "messages.read"', 'PLX4240', undefined],
  ['leaves the refusal to nobody', inClass(`onMessageReceived({ message }: MessageEvent) { void this.messages.reply(message, 'hi'); }`), 'copes without "messages.write"', 'PLX4240', undefined],
  ['divides by a setting', inClass(`async onMessageReceived() {\n  if (await this.config.get('days') === 1) throw new RangeError('no');\n}`), 'works with every allowed setting', 'PLX4250', 4, { settings_schema: SETTINGS }],
  ['throws in onConfigChanged', inClass(`onConfigChanged() { throw new Error('no'); }\nonMessageReceived() {}`), 'works with every allowed setting', 'PLX4250', 3, { settings_schema: SETTINGS }],
  ['takes any value for a setting', inClass(`async onMessageReceived() {\n  ((await this.config.get('city')) as string).trim();\n}`), 'is safe from wrong settings', 'PLX4251', 4, { settings_schema: { type: 'object', properties: { city: { default: 'Oslo' } } } }],
];

describe('the contract of message processors', () => {
  for (const [what, code, check, problem, line, manifest] of BROKEN) {
    test.concurrent(`catches a plugin that ${what}`, async ({ expect }) => {
      const suite = await runContract(only(check), await prepare(code, manifest));
      expect(failed(suite)).toContain(check);
      const found = suite.tests.find(({ name }) => name === check)?.problems[0];
      expect(found).toMatchObject({ code: problem, severity: 'error', ...(line !== undefined && { line }) });
      expect(found?.file).toMatch(/(^|\/)src\/index\.ts$|plugin\.json$/);
    });
  }

  test('every check says what it proves, and each of messages has a broken plugin above', async () => {
    const { tests } = await run(GOOD, { settings_schema: SETTINGS });
    const caught = new Set(BROKEN.map(([, , check]) => check));
    for (const { name, proves } of tests) {
      expect(proves, name).toMatch(/^[A-Z0-9].{30,}\.$/);
      // What every plugin must do, whatever its kind, is broken in contract/broken-plugins.test.ts.
      if (MESSAGE_CHECKS.has(name)) expect(caught).toContain(name);
    }
  });

  test('a good plugin passes, whatever the order of the checks, and the report keeps its own', async () => {
    const prepared = await prepare(GOOD, { settings_schema: SETTINGS });
    const orders = new Set<string>();
    for (const seed of [1, 20, 300]) {
      const suite = await runContract(CONTRACT, { ...prepared, seed });
      expect(listProblems([suite])).toEqual([]);
      orders.add(suite.tests.map(({ name, state }) => `${name}: ${state}`).join('\n'));
    }
    expect(orders.size).toBe(1);
  });

  test('what depends on a failed check is skipped, and so the report stays short', async () => {
    const suite = await run(inClass(`onLoad() { throw new Error('no'); }\nonMessageReceived() {}`));
    expect(failed(suite)).toEqual(['starts']);
    expect(suite.tests.filter(({ state }) => state === 'skipped').length).toBeGreaterThan(10);
  });

  test('a call without permission fails the check that makes it first, also when the plugin catches the error', async () => {
    const quiet = inClass(`async onMessageReceived({ message }: MessageEvent) {\n  try {\n    await this.messages.reply(message, 'hi');\n  } catch {}\n}`);
    const suite = await run(quiet, { permissions: ['messages.read'] });
    const problems = listProblems([suite]);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ code: 'PLX4210', line: 5, hint: 'add it in plugin.json: "permissions": [..., "messages.write"]' });
    expect(problems[0]?.message).toContain('"messages.write"');
  });

  test('a hook whose permission nobody asks for is told as never heard', async () => {
    const [problem] = listProblems([await run(inClass(`onMessageReceived() {}`), { permissions: [] })]);
    expect(problem).toMatchObject({ code: 'PLX4212', hint: 'add it in plugin.json: "permissions": [..., "messages.read"]' });
  });

  test('a plugin with a required setting is started with an example of it', async () => {
    const needsKey = inClass(`async onLoad() { if (await this.config.get('key') !== 'abc') throw new Error('no key'); }\nonMessageReceived() {}`);
    const settings_schema = { type: 'object', properties: { key: { type: 'string', examples: ['abc'] } }, required: ['key'] };
    expect(failed(await run(needsKey, { settings_schema }))).not.toContain('starts');
  });
});

describe('the self-test', () => {
  const withSelfTest = (body: string): string => inClass(`onMessageReceived() {}\nselfTest() { ${body} }`);

  test('each of its checks becomes a test', async () => {
    const suite = await runSelfTest(await prepare(withSelfTest(`return { passed: false, tests: [{ name: 'a', passed: true }, { name: 'b', passed: false, message: 'why' }] };`)));
    expect(suite?.tests.map(({ name, state }) => [name, state])).toEqual([['a', 'passed'], ['b', 'failed']]);
    expect(suite?.tests[1]?.problems[0]).toMatchObject({ code: 'PLX4260', message: expect.stringContaining('why') as string });
  });

  test('is absent when the plugin has none', async () => {
    expect(await runSelfTest(await prepare(inClass('onMessageReceived() {}')))).toBeUndefined();
  });

  for (const [what, body] of [['throws', `throw new Error('no');`], ['returns something else', `return 'fine' as never;`]] as const) {
    test(`fails when it ${what}`, async () => {
      const suite = await runSelfTest(await prepare(withSelfTest(body)));
      expect(suite?.tests).toMatchObject([{ state: 'failed', problems: [{ code: 'PLX4261' }] }]);
    });
  }
});
