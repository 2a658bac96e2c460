import { describe, expect, test } from 'vitest';
import { compilePlugin } from '../helpers/compile-plugin.ts';
import { COMPANIONS, listSdkExamples } from '../helpers/sdk-examples.ts';

const plugin = (body: string): string => `
import { MessageProcessor, type JsonValue, type MessageEvent } from 'plexi-plugin/sdk';
export default class Weather extends MessageProcessor {
  override async onMessageReceived(event: MessageEvent): Promise<void> {
    void event;
    ${body}
  }
}`;

const SETTINGS = `
declare module 'plexi-plugin/sdk' {
  interface PluginSettings { readonly city: string; readonly unit: 'celsius' | 'kelvin'; readonly limit?: number }
}
export {};`;

// What a plugin may write (no problem), and what the compiler must refuse (the start of its message).
const UNTYPED = [
  ['reads any setting as JSON', `const city: string = String(await this.config.get('city'));`],
  ['keeps numbers, lists and objects', `await this.storage.set('a', 1); await this.storage.set('b', [1, 'x', null, { c: true }]);`],
  ['keeps interfaces', `interface Count { n: number; s?: string } const c: Count = { n: 1 }; await this.storage.set('a', c);`],
  ['reads what was kept as the type it has', `const n: number | undefined = await this.storage.get<number>('n');`],
  ['replies to an event', `await this.messages.reply(event.message, 'hello');`],
  ['logs fields', `this.logger.info('seen', { id: event.message.id, tags: ['a'] });`],
  ['keeps and logs JSON of any shape, alone or in an interface', `interface Kept { all: Record<string, JsonValue> } const k: Kept = { all: { a: [1] } }; const j: JsonValue = k.all; await this.storage.set('a', k); await this.storage.set('b', j); this.logger.info('x', { k, j });`],
  ['cannot keep what it does not know', `const u: unknown = 1; await this.storage.set('a', u);`, 'Argument of type'],
  ['cannot keep a date', `await this.storage.set('a', new Date());`, 'Argument of type'],
  ['cannot keep a function', `await this.storage.set('a', { f: () => 1 });`, 'Type'],
  ['cannot keep a map', `await this.storage.set('a', new Map<string, string>());`, 'Argument of type'],
  ['cannot keep a bigint', `await this.storage.set('a', 1n);`, 'Argument of type'],
  ['cannot log a date', `this.logger.info('seen', { at: new Date() });`, 'Type'],
  ['cannot send without a channel', `await this.messages.send({ content: 'x' });`, 'Argument of type'],
  ['cannot change a message by hand', `event.message.content = 'x';`, `Cannot assign to 'content'`],
  ['cannot use what the sandbox lacks', `process.exit();`, `Cannot find name 'process'`],
] as const;

const TYPED = [
  ['reads a setting as its type', `const unit: 'celsius' | 'kelvin' = await this.config.get('unit');`],
  ['reads an optional setting', `const limit: number | undefined = await this.config.get('limit');`],
  ['reads all settings', `const { city } = await this.config.all(); city.toUpperCase();`],
  ['changes a setting', `await this.config.set('unit', 'kelvin');`],
  ['cannot read a setting there is not', `await this.config.get('town');`, `Argument of type '"town"' is not assignable`],
  ['cannot set a value there is not', `await this.config.set('unit', 'feet');`, `Argument of type '"feet"' is not assignable`],
] as const;

const MODULES = [
  ['hears of changed settings', `
import { MessageProcessor, type ConfigChange } from 'plexi-plugin/sdk';
export class A extends MessageProcessor {
  override onConfigChanged({ changed, settings, previous }: ConfigChange): void {
    if (changed.includes('city')) this.logger.info(\`\${previous.city} to \${settings.city}\`);
  }
}`],
  ['may be written with standard decorators', `
import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
function logged<This extends MessageProcessor, Args extends unknown[], Result>(
  method: (this: This, ...args: Args) => Result,
  { name }: ClassMethodDecoratorContext<This>,
) {
  return function (this: This, ...args: Args): Result {
    this.logger.debug(String(name));
    return method.apply(this, args);
  };
}
export class A extends MessageProcessor {
  @logged override onMessageReceived(event: MessageEvent): void { void event; }
}`],
  ['may be functions', `
import { defineMessageProcessor } from 'plexi-plugin/sdk';
export const A = defineMessageProcessor({
  onMessageEdited: ({ message, type }, { storage }) => { const t: 'message.edited' = type; void t; return storage.set('last', message); },
  healthCheck: () => ({ status: 'healthy' }),
});`],
  ['cannot misspell a hook', `
import { defineMessageProcessor } from 'plexi-plugin/sdk';
export const A = defineMessageProcessor({ onMessageRecieved() {} });`, 'Object literal may only specify known properties'],
  ['cannot misspell a hook of a class', `
import { MessageProcessor } from 'plexi-plugin/sdk';
export class A extends MessageProcessor { override onMessageRecieved(): void {} }`, 'This member cannot have an'],
  ['cannot report health in words of its own', `
import { MessageProcessor } from 'plexi-plugin/sdk';
export class A extends MessageProcessor { override healthCheck() { return { status: 'fine' }; } }`, `Property 'healthCheck'`],
  ['cannot be made from the base class', `
import { MessageProcessor } from 'plexi-plugin/sdk';
export const a = new MessageProcessor();`, 'Cannot create an instance of an abstract class'],
] as const;

// What follows from schemas and literals.
const KINDS = [
  ['reads values as their schema describes them', `
import type { FromSchema } from 'plexi-plugin/sdk';
type Value = FromSchema<{ readonly type: 'object'; readonly properties: {
  readonly text: { readonly type: 'string' }; readonly count: { readonly type: 'integer'; readonly default: 1 }; readonly unit: { readonly enum: readonly ['c', 'k'] };
  readonly tags: { readonly type: 'array'; readonly items: { readonly type: readonly ['string', 'null'] } }; readonly one: { readonly const: 1 }; readonly any: { readonly anyOf: readonly [{ readonly type: 'boolean' }, { readonly type: 'number' }] };
}; readonly required: readonly ['text', 'tags'] }>;
export const value: Value = { text: 'a', count: 1, tags: ['a', null] };
export const more: Value = { text: 'a', count: 1, tags: [], unit: 'k', one: 1, any: true };
export const part: 'c' | 'k' | undefined = value.unit;`],
  ['knows which values are missing', `
import type { FromSchema } from 'plexi-plugin/sdk';
export const value: FromSchema<{ readonly type: 'object'; readonly properties: { readonly text: { readonly type: 'string' } }; readonly required: readonly ['text'] }> = {};`, `Property 'text' is missing`],
  ['knows which values there are', `
import type { FromSchema } from 'plexi-plugin/sdk';
export const value: FromSchema<{ readonly enum: readonly ['c', 'k'] }> = 'f';`, `Type '"f"' is not assignable`],
  ['types the parameters of an action', `
import { defineAction } from 'plexi-plugin/sdk';
export const a = defineAction({ description: 'x', parameters: { type: 'object', properties: { n: { type: 'number' }, s: { type: 'string', default: '' } }, required: ['n'] }, run: ({ n, s }) => n.toFixed() + s.trim() });`],
  ['cannot take a parameter for what it is not', `
import { defineAction } from 'plexi-plugin/sdk';
export const a = defineAction({ description: 'x', parameters: { type: 'object', properties: { n: { type: 'number' } } }, run: ({ n }) => n.toFixed() });`, `'n' is possibly 'undefined'`],
  ['tells actions apart by their name', `
import { Tool, type ToolArguments } from 'plexi-plugin/sdk';
const ACTIONS = { a: { description: 'x', parameters: { type: 'object', properties: { n: { type: 'number' } }, required: ['n'] } }, b: { description: 'x' } } as const;
export class A extends Tool<typeof ACTIONS> { override readonly actions = ACTIONS; override execute(...[action, given]: ToolArguments<typeof ACTIONS>): number { return action === 'a' ? given.n : 0; } }`],
  ['types a route by its path and its schemas', `
import { defineRoute } from 'plexi-plugin/sdk';
export const r = defineRoute({ method: 'GET', path: '/a/{city}/{day}', query: { type: 'object', properties: { days: { type: 'integer', default: 3 } } }, handle: ({ params, query, user }) => params.city + params.day + query.days.toFixed() + user.id });`],
  ['cannot name a part that the path lacks', `
import { defineRoute } from 'plexi-plugin/sdk';
export const r = defineRoute({ method: 'GET', path: '/a/{city}', handle: ({ params }) => params.town });`, `Property 'town' does not exist`],
  ['has no user for sure on a public route', `
import { defineRoute } from 'plexi-plugin/sdk';
export const r = defineRoute({ method: 'GET', path: '/a', public: true, handle: ({ user }) => user.id });`, `'user' is possibly 'undefined'`],
  ['must answer as a provider does', `
import { Provider } from 'plexi-plugin/sdk';
export class A extends Provider { override chatCompletion() { return { text: 'hi' }; } }`, `Property 'chatCompletion'`],
  ['must say what it offers', `
import { Exporter } from 'plexi-plugin/sdk';
export class A extends Exporter { override export() { return ''; } }`, `Non-abstract class 'A' does not implement inherited abstract member formats`],
] as const;

const DECORATED = [
  ['may decorate its methods', `
  @backgroundTask({ every: '5m', retries: 2 }) async tick({ signal }: TaskRun): Promise<void> { if (signal.aborted) return; }
  @backgroundTask({ cron: '0 2 * * *', timeZone: 'Europe/Oslo' }) nightly(): void {}
  @onEvent('message.edited', { phase: 'post' }) edited({ message }: MessageEvent): void { void message.editedAt; }
  @onEvent('weather:changed') changed({ data, source }: AnnouncedEvent): void { void data; void source; }
  @onEvent('weather:measured') measured({ data }: AnnouncedEvent<{ readonly celsius: number }>): void { void data.celsius.toFixed(1); }
  @rateLimit({ requests: 3, window: '1m', key: (user: string) => user }) roll(user: string, sides: number): string { return user + sides; }
  @cacheResult({ ttl: 500 }) async busy(channel: string): Promise<number> { return channel.length; }
  @externalApi({ retries: 1 }) async pay(amount: number, call?: ExternalCall): Promise<string> { return String(amount) + (call?.idempotencyKey ?? ''); }
  @requirePermission('messages.write') async write(): Promise<void> {}
  @requirePermission('weather.create') async create(request: OnBehalf): Promise<void> { void request.user?.id; }
  @requirePermission('weather.create') async handleAction(action: string, data: JsonValue, { user }: UiRequest): Promise<string> { return action + String(data) + (user?.permissions.join() ?? ''); }
  @registerBackupHandler('restore') restore(data: { count: number }): void { void data.count; }
  async use(): Promise<void> { const n: number = await this.busy('c'); const s: string = await this.pay(n); void this.roll(s, 6); }`],
  ['cannot run by interval and by cron', `@backgroundTask({ every: '5m', cron: '* * * * *' }) tick(): void {}`, 'Argument of type'],
  ['cannot run without a schedule', `@backgroundTask({ retries: 1 }) tick(): void {}`, 'Argument of type'],
  ['cannot write a duration in words', `@backgroundTask({ every: '5 minutes' }) tick(): void {}`, 'Type '],
  ['cannot have a task that takes something else', `@backgroundTask({ every: '5m' }) tick(count: number): void { void count; }`, 'Unable to resolve signature of method decorator'],
  ['cannot have a private task', `@backgroundTask({ every: '5m' }) #tick(): void {}`, 'Unable to resolve signature of method decorator'],
  ['cannot have a static task', `@backgroundTask({ every: '5m' }) static tick(): void {}`, 'Unable to resolve signature of method decorator'],
  ['cannot listen to an event that there is not', `@onEvent('message.recieved') hear(): void {}`, 'Argument of type'],
  ['cannot take one event for another', `@onEvent('plugin.enabled') hear(event: MessageEvent): void { void event; }`, 'Unable to resolve signature of method decorator'],
  ['cannot cache what does not come later', `@cacheResult({ ttl: '1m' }) now(): number { return 1; }`, ['Unable to resolve signature of method decorator', 'Decorator function return type']],
  ['cannot limit by an argument that there is not', `@rateLimit({ requests: 1, window: '1m', key: (user: string) => user }) roll(): void {}`, 'Decorator function return type'],
  ['cannot check a permission of nobody', `@requirePermission('weather.create') async create(city: string): Promise<void> { void city; }`, ['Unable to resolve signature of method decorator', 'Decorator function return type']],
  ['cannot take webhooks at a path without a slash', `@webhookHandler({ path: 'github', secretSetting: 's' }) pushed(): void {}`, 'Type '],
  ['may take lines, hear what is tracked and check itself', `
  @registerLogHandler({ level: 'warn', from: 'others' }) async take({ plugin, level, text }: LoggedLine): Promise<void> { void [plugin, level, text]; }
  @registerAnalyticsHook('joke_told') told({ data, source }: AnalyticsEvent): void { void [data.name, source]; }
  @registerHealthCheck('ready', { timeout: '2s' }) disk(): HealthReport { return { status: 'degraded' }; }`],
  ['cannot answer a health check with a word', `@registerHealthCheck('live') disk(): string { return 'fine'; }`, 'Unable to resolve signature of method decorator'],
  ['cannot check a health that there is not', `@registerHealthCheck('well') disk(): HealthReport { return { status: 'healthy' }; }`, 'Argument of type'],
  ['cannot take lines of anybody else', `@registerLogHandler({ from: 'everyone' }) take(): void {}`, 'Type '],
  ['uses what it declares', `readonly services = declareServices(this, 'ai', 'storage'); async ask(): Promise<void> { await this.services.storage.set('n', (await this.services.ai.models()).length); }`],
  ['cannot use what it does not declare', `readonly services = declareServices(this, 'ai'); ask(): void { void this.services.storage; }`, `Property 'storage' does not exist`],
  ['cannot declare what there is not', `readonly services = declareServices(this, 'db');`, 'Argument of type'],
  ['tracks plain values', `track(): void { this.analytics.track('a', { n: 1, t: 'x', b: true, z: null }); this.context.analytics.track('b'); }`],
  ['cannot track a list', `track(): void { this.analytics.track('a', { list: [1] }); }`, 'Type '],
  ['cannot play another part in backups', `@registerBackupHandler('copy') copy(): void {}`, 'No overload matches'],
] as const;

type Row = readonly [what: string, code: string, problem?: string | readonly string[]];

// One program for all rows: the compiler reads its library once.
function checkRows(rows: readonly Row[], shared: Readonly<Record<string, string>>, wrap: (code: string) => string): void {
  const problems = compilePlugin({ ...shared, ...Object.fromEntries(rows.map(([, code], index) => [`row${String(index)}_.ts`, wrap(code)])) });
  rows.forEach(([what, , problem], index) => {
    test(what, () => {
      const found = problems.filter((each) => each.includes(`/row${String(index)}_.ts:`)).map((each) => each.replace(/^.*?:\d+ /, ''));
      const wanted = typeof problem === 'string' ? [problem] : (problem ?? []);
      expect(found.map((each, at) => each.slice(0, wanted[at]?.length))).toEqual(wanted);
    });
  });
  test('the SDK itself compiles without the types of Node.js', () => {
    expect(problems.filter((each) => !/\/row\d+_\.ts:/.test(each))).toEqual([]);
  });
}

describe('a plugin without typed settings', () => {
  checkRows(UNTYPED, {}, plugin);
});

describe('a plugin with typed settings', () => {
  checkRows(TYPED, { 'plexi-env.d.ts': SETTINGS }, plugin);
});

describe('a plugin', () => {
  checkRows(MODULES, { 'plexi-env.d.ts': SETTINGS }, (code) => code);
});

describe('a plugin with decorators', () => {
  checkRows(DECORATED, {}, (body) => `
import { backgroundTask, cacheResult, declareServices, externalApi, MessageProcessor, onEvent, rateLimit, registerAnalyticsHook, registerBackupHandler, registerHealthCheck, registerLogHandler, requirePermission, webhookHandler, type AnalyticsEvent, type AnnouncedEvent, type ExternalCall, type HealthReport, type JsonValue, type LoggedLine, type MessageEvent, type OnBehalf, type TaskRun, type UiRequest } from 'plexi-plugin/sdk';
export class A extends MessageProcessor {
  ${body}
}`);
});

describe('the examples in the SDK', () => {
  checkRows(listSdkExamples().map(({ place, code }) => [`${place} compiles`, `${code}\nexport {};`]), COMPANIONS, (code) => code);
});

describe('a plugin of another kind', () => {
  checkRows(KINDS, {}, (code) => code);
});
