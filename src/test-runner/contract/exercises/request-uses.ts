import type { JsonValue } from '../../../../sdk/runtime-interface.ts';
import type { JsonObject } from '../../../core/manifest/schema.ts';
import { dash, type PluginCommand } from '../../../core/plugin-commands/plugin-command.ts';
import { commandType } from '../../../host/extension-points/command-shape.ts';
import { listContributed } from '../../../host/extension-points/contribution.ts';
import { loginType } from '../../../host/extension-points/auth-providers.ts';
import { formatType } from '../../../host/extension-points/exporters.ts';
import { channelType } from '../../../host/extension-points/notifications.ts';
import { modelType } from '../../../host/extension-points/providers.ts';
import { listPathNames, routeType, type RouteOptions } from '../../../host/extension-points/route-type.ts';
import { actionType } from '../../../host/extension-points/tools.ts';
import type { LiveTestHost } from '../../live-test-host.ts';
import { asText, renderValue, type Exercise, type Use } from './exercise.ts';
import { sampleValue } from './sample-value.ts';

const TEXT: JsonObject = { type: 'string', maxLength: 4_000 };
const TABLE: JsonValue = [{ name: 'Ada', born: 1815 }, { name: 'Grace', born: 1906 }];

/** A model or a person runs an action of a tool. */
export const useActions: Use = ({ extensions }) =>
  listContributed(extensions, actionType).map(({ name, options: { parameters } }) => request({
    name: `the action "${name}"`,
    input: sampleValue(parameters),
    inputs: parameters,
    run: ({ tools }, given) => tools.execute({ action: name, parameters: asObject(given) }),
    render: (given) => `await host.tools.execute({ action: '${name}', parameters: ${renderValue(given)} });`,
  }));

/** An administrator runs a command: what its help shows, and then with other arguments. */
export const useCommands: Use = ({ extensions }) =>
  listContributed(extensions, commandType).flatMap(({ name, options: { args = {}, flags = {}, examples = [] } }) => [
    ...examples.map((line) => request({
      name: `the command "${line}"`,
      input: line,
      run: (host, given) => host.runCommand(asText(given)),
      render: (given) => `await host.runCommand(${renderValue(given)});`,
    })),
    request({
      name: `the command "${name}"`,
      input: sampleValue(describeCommand({ args, flags }, ({ required }) => required === true)),
      inputs: describeCommand({ args, flags }, () => true),
      run: (host, given) => host.runCommand(toWords(name, given, { args, flags })),
      render: (given) => `await host.runCommand(${JSON.stringify(toWords(name, given, { args, flags }))});`,
    }),
  ]);

/** A program asks a route of the API. */
export const useRoutes: Use = ({ plugin, extensions }) =>
  listContributed(extensions, routeType).map(({ name, options }) => {
    const inputs = describeRoute(options);
    const ask = (given: JsonValue): Parameters<LiveTestHost['api']['handle']>[0] => createRequest(plugin, options, asObject(given));
    return request({
      name: `the route "${name}"`,
      input: sampleValue(inputs),
      inputs,
      run: ({ api }, given) => api.handle(ask(given)),
      render: (given) => `await host.api.handle(${JSON.stringify(ask(given))});`,
    });
  });

/** People talk with a model. */
export const useModels: Use = ({ extensions }) => {
  const known = listContributed(extensions, modelType).map(({ name }) => name);
  const hasOthers = extensions.list({ kind: 'provider' }).length > 0 && known.length === 0;
  return [...known, ...(hasOthers ? [undefined] : [])].map((model) => request({
    name: model === undefined ? 'the first model' : `the model "${model}"`,
    input: 'How are you?',
    inputs: TEXT,
    async run({ providers }, content) {
      const id = model ?? (await providers.listModels())[0]?.id;
      if (id === undefined) return;
      const question = { model: id, messages: [{ role: 'user' as const, content: asText(content) }] };
      await providers.chat(question);
      await drain(providers.stream(question));
    },
    render: (content) => `await host.providers.chat({ model: '${model ?? 'the first one'}', messages: [{ role: 'user', content: ${renderValue(content)} }] });`,
  }));
};

/** People export data. */
export const useFormats: Use = ({ extensions }) =>
  listContributed(extensions, formatType).map(({ name, options: { settings } }) => {
    const chosen = sampleValue(settings);
    return request({
      name: `the format "${name}"`,
      input: TABLE,
      inputs: { type: 'array', items: { type: 'object', additionalProperties: { type: ['string', 'number', 'boolean', 'null'] } } },
      run: ({ exporters }, data) => exporters.export({ format: name, data, settings: asObject(chosen) }),
      render: (data) => `await host.exporters.export({ format: '${name}', data: ${renderValue(data)}, settings: ${renderValue(chosen)} });`,
    });
  });

/** The host notifies people. */
export const useChannels: Use = ({ extensions }) =>
  listContributed(extensions, channelType).map(({ name, options: { recipient } }) => {
    const whom = sampleValue(recipient);
    return request({
      name: `the channel "${name}"`,
      input: { title: 'Build failed', body: 'The tests of "main" are red.' },
      inputs: { type: 'object', properties: { title: { ...TEXT, minLength: 1, maxLength: 200 }, body: TEXT }, required: ['title', 'body'] },
      run: ({ notifications }, given) => notifications.send({ channel: name, recipient: asObject(whom), ...(given as { readonly title: string; readonly body: string }) }),
      render: (given) => `await host.notifications.send({ channel: '${name}', recipient: ${renderValue(whom)}, ...${renderValue(given)} });`,
    });
  });

/** People sign in, with something they type or on another site. */
export const useLogins: Use = ({ extensions }) =>
  listContributed(extensions, loginType).flatMap(({ name, extension: { hooks }, options: { fields = { type: 'object' } } }) => [
    ...(hooks.includes('authenticate') ? [request({
      name: `the sign-in "${name}"`,
      input: sampleValue(fields),
      inputs: fields,
      run: ({ auth }, credentials) => auth.authenticate({ provider: name, credentials: asObject(credentials) }),
      render: (credentials) => `await host.auth.authenticate({ provider: '${name}', credentials: ${renderValue(credentials)} });`,
    })] : []),
    ...(hooks.includes('getLoginUrl') ? [request({
      name: `the sign-in "${name}" on another site`,
      input: 'https://chat.example.com/callback',
      run: ({ auth }, callbackUrl) => auth.beginLogin({ provider: name, callbackUrl: asText(callbackUrl) }),
      render: (callbackUrl) => `await host.auth.beginLogin({ provider: '${name}', callbackUrl: ${renderValue(callbackUrl)} });`,
    })] : []),
  ]);

function request({ run, ...exercise }: Omit<Exercise, 'isAnswered'>): Exercise {
  return { ...exercise, isAnswered: true, run: (host, input) => host.during(() => run(host, input)) };
}

async function drain(stream: AsyncIterable<unknown>): Promise<void> {
  const parts = stream[Symbol.asyncIterator]();
  while ((await parts.next()).done !== true);
}

function asObject(value: JsonValue): Readonly<Record<string, JsonValue>> {
  return value as Readonly<Record<string, JsonValue>>;
}

type CommandParts = Pick<PluginCommand, 'args' | 'flags'>;

/** What arguments and flags may say about their values. */
interface CommandPart {
  readonly type?: string;
  readonly required?: boolean;
  readonly choices?: readonly string[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/** The schema of `{ args, flags }`: with everything that a command takes, or with what it needs. */
function describeCommand({ args, flags }: CommandParts, isChosen: (part: CommandPart) => boolean): JsonObject {
  const describe = (parts: Readonly<Record<string, CommandPart>>): JsonObject => {
    const chosen = Object.entries(parts).filter(([, part]) => isChosen(part));
    const required = chosen.filter(([, part]) => part.required === true).map(([name]) => name);
    return { type: 'object', properties: Object.fromEntries(chosen.map(([name, part]) => [name, describePart(part)])), required, additionalProperties: false };
  };
  return { type: 'object', properties: { args: describe(args), flags: describe(flags) }, required: ['args', 'flags'] };
}

function describePart({ type = 'string', choices, minimum, maximum }: CommandPart): JsonObject {
  if (choices !== undefined) return { enum: choices };
  return { type, ...(type === 'string' && { minLength: 1, maxLength: 200 }), ...(minimum !== undefined && { minimum }), ...(maximum !== undefined && { maximum }) };
}

function toWords(name: string, given: JsonValue, { args, flags }: CommandParts): readonly string[] {
  const values = asObject(given);
  const [chosenArgs, chosenFlags] = [asObject(values['args'] ?? {}), asObject(values['flags'] ?? {})];
  const switches = Object.entries(chosenFlags).filter(([each]) => Object.hasOwn(flags, each)).flatMap(([each, value]) => (typeof value === 'boolean' ? (value ? [`--${dash(each)}`] : []) : [`--${dash(each)}=${asText(value)}`]));
  // An argument that is left out ends the arguments: what follows would take its place.
  const names = Object.keys(args);
  const last = names.findIndex((each) => chosenArgs[each] === undefined);
  const words = names.slice(0, last === -1 ? undefined : last).map((each) => asText(chosenArgs[each] ?? ''));
  return [...name.split(' '), ...switches, ...(words.length > 0 ? ['--', ...words] : [])];
}

function describeRoute({ path, params, query, body }: RouteOptions): JsonObject {
  const names = listPathNames(path);
  const known = (params?.['properties'] ?? {}) as Readonly<Record<string, JsonValue>>;
  const place: JsonObject = { type: 'object', properties: Object.fromEntries(names.map((name) => [name, known[name] ?? { type: 'string', minLength: 1, maxLength: 100 }])), required: names };
  const parts = { ...(names.length > 0 && { params: place }), ...(query !== undefined && { query }), ...(body !== undefined && { body }) };
  return { type: 'object', properties: parts, required: Object.keys(parts) };
}

function createRequest(plugin: string, { method, path, permissions }: RouteOptions, { params = {}, query = {}, body }: Readonly<Record<string, JsonValue>>): Parameters<LiveTestHost['api']['handle']>[0] {
  const address = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(asText(asObject(params)[name] ?? '')));
  const pairs = Object.entries(asObject(query)).flatMap(([name, value]) => [value].flat().map((each): [string, string] => [name, asText(each ?? '')]));
  const search = pairs.length === 0 ? '' : `?${new URLSearchParams(pairs).toString()}`;
  const user = { id: 'alice', name: 'Alice', permissions };
  const url = `/plugins/${plugin}${address}${search}`;
  return { method, url, user, ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }) };
}
