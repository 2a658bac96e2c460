import { describe, expect, test } from 'vitest';
import { inferPermissions, type PermissionUse } from '../../../../../src/core/permissions/inference/infer-permissions.ts';
import { makeHandBundle } from '../../../../helpers/hand-bundle.ts';

function infer(modules: string | Readonly<Record<string, string>>): readonly PermissionUse[] {
  return inferPermissions({ ...makeHandBundle(typeof modules === 'string' ? { 'src/index.ts': modules } : modules), entries: [] }).uses;
}

/** `messages.send 3`, with a question mark before what is not certain. */
function describeUse({ what, isCertain, place, hosts = [] }: PermissionUse): string {
  const host = hosts.map((each) => ` ${each.host}:${each.place.line ?? '?'}`).join('');
  return `${isCertain ? '' : '?'}${what} ${place.line ?? '?'}${host}`;
}

const inPlugin = (body: string): string => `class Weather extends MessageProcessor {\n${body}\n}`;
const inHook = (body: string): string => inPlugin(`async onMessageReceived(event) {\n${body}\n}`);

type Case = readonly [name: string, code: string, ...uses: readonly string[]];

const CERTAIN: readonly Case[] = [
  ['a call', inHook('await this.messages.send({});'), 'messages.send 3'],
  ['a name as text', inHook("await this['messages']['send']({});"), 'messages.send 3'],
  ['a name that is kept', inHook("const name = 'messages';\nawait this[name].send({});"), 'messages.send 4'],
  ['what becomes another method', inHook('await this.messages.reply(event.message, "x");\nfor await (const x of this.files.open("1")) x;\nthis.database.query("");'), 'messages.reply 3', 'files.open 4', 'database.query 5'],
  ['a capability that is taken out', inHook('const { messages } = this;\nawait messages.send({});'), 'messages.send 4'],
  ['a method that is taken out', inHook('const { messages: { send, list: all = send } } = this;'), 'messages.send 3', 'messages.list 3'],
  ['an alias', inHook('const chat = this.messages;\nconst again = chat;\nagain?.send({});'), 'messages.send 5'],
  ['a method that is handed on', inHook('[].map(this.messages.send);'), 'messages.send 3'],
  ['self', inHook('const self = this;\nfunction post() { return self.messages.send({}); }\npost();'), 'messages.send 4'],
  ['an arrow function', inPlugin('post = () =>\nthis.messages.send({});'), 'messages.send 3'],
  ['the context', inHook('const { context } = this;\nconst { users } = context;\nusers.me();'), 'users.me 5'],
  ['a helper that gets the plugin', `${inHook('post(this, "x");')}\nfunction post(plugin, text) {\nreturn plugin.messages.send({ text });\n}`, 'messages.send 7'],
  ['a helper that takes its parameter apart', `const post = ({ messages }, text) =>\nmessages.send({ text });\n${inHook('post(this.context, "x");')}`, 'messages.send 2'],
  ['a helper that gets the capability', `${inHook('post(this.messages);')}\nfunction post(chat) {\nchat.send({});\n}`, 'messages.send 7'],
  ['a helper of a helper', `${inHook('outer({ deps: { plugin: this } });')}\nfunction outer({ deps }) { inner(deps); }\nfunction inner({ plugin }) {\nplugin.ai.chat({});\n}`, 'ai.chat 8'],
  ['a class that keeps the plugin', `class Poster { constructor(plugin) { this.plugin = plugin; }\npost() { return this.plugin.messages.send({}); } }\n${inHook('new Poster(this).post();')}`, 'messages.send 2'],
  ['a class that keeps it in a private field', `class Poster { #chat; constructor({ messages }) { this.#chat = messages; }\npost() { return this.#chat.send({}); } }\n${inHook('new Poster(this).post();')}`, 'messages.send 2'],
  ['a class below one', `class Base extends FeaturePlugin { post() {\nthis.messages.send({});\n} }\nclass Weather extends Base {}`, 'messages.send 2'],
  ['a base of the author’s own', `class Base { constructor(host) { this.host = host; } }\nclass Below extends Base {\nconstructor(host) { super(host); }\nrun() { this.host.users.list(); } }\n${inHook('new Below(this).run();')}`, 'users.list 4'],
  ['what a function gives back', `let plugin = null;\nfunction get() { return plugin; }\n${inPlugin('onLoad() { plugin = this; }')}\nfunction post() {\nget().messages.send({});\n}`, 'messages.send 7'],
  ['a functional form', 'const Weather = defineFeature({\nonEnable: (context) =>\ncontext.messages.send({}),\nasync onLoad({ users }) {\nusers.me(); },\n});', 'messages.send 3', 'users.me 5'],
  ['functions that are written apart', 'async function onEnable(context) {\nawait context.messages.send({});\n}\nconst hooks = { onEnable };\nconst Weather = defineFeature(hooks);', 'messages.send 2'],
  ['what a field offers', inPlugin('rules = {\nthank: { run: (event, context) => context.messages.reply(event.message, "") },\n};'), 'messages.reply 3'],
  ['what a constructor adds', inPlugin('constructor() { super();\naddBackgroundTask(this, "t", {}, () => this.calls.list()); }'), 'calls.list 3'],
  ['services that are declared', inPlugin('services = declareServices(this, "messages");\nonEnable() {\nthis.services.messages.send({}); }'), 'messages.send 4'],
  ['private members that the bundler has lowered', `var _chat, _Weather_instances, post_fn;\nclass Weather extends MessageProcessor { constructor() { super(...arguments); __privateAdd(this, _Weather_instances); __privateAdd(this, _chat, this.messages); }\nonMessageReceived() { return __privateMethod(this, _Weather_instances, post_fn).call(this, 1); } }\npost_fn = async function (x) {\nawait __privateGet(this, _chat).send({}); await this.users.me(); };`, 'messages.send 5', 'users.me 5'],
  ['a bound function', inHook('const send = post.bind(this);\nsend();\nfunction post() { return this.messages.send({}); }'), 'messages.send 5'],
  ['a promise of it', inHook('const plugin = await Promise.resolve(this);\nplugin.messages.send({});'), 'messages.send 4'],
];

const NOTHING: readonly Case[] = [
  ['capabilities that need no permission', inHook('await this.storage.get("x"); await this.config.all(); this.logger.info("x");')],
  ['a map of the same name', `class State { users = new Map(); constructor() { this.files = new Map(); }\nget(id) { return this.users.get(id) ?? this.files.get(id); } }\n${inPlugin('state = new State();\nonEnable() { return this.state.users.get(1); }')}`],
  ['an object of the same name', 'const api = { users: { get: () => 1 }, messages: { send() {} } };\napi.users.get(1);\napi.messages.send();\nconst { messages } = api;\nmessages.send();'],
  ['a field that stands for the capability', inPlugin('messages = { send() {} };\nonEnable() { this.messages.send({}); }')],
  ['data of a hook', inHook('for (const message of event.messages ?? []) message.get; event.users.map(String);')],
  ['a variable of the same name', 'const users = new Map([[1, 2]]);\nusers.get(1);\nconst list = [];\nlist.delete;'],
  ['what a global has', 'globalThis.caches.files.delete("x"); localStorage.users.get("x");'],
  ['a class that is no plugin', 'class Store { constructor() { this.users = new Set(); } delete(x) { return this.users.delete(x); } list() { return this.messages.list(); } }\nnew Store().list();'],
  ['a class of the SDK that is no plugin', 'class Bus extends EventTarget { post() { this.messages.send({}); } }\nnew Bus().post();'],
  ['a map of a class itself', 'class Users { static users = new Map(); static get(id) { return this.users.get(id); } }\nUsers.get(1);'],
  ['what a plugin hands to its own methods', inPlugin('load() { return { users: new Map() }; }\nshow(state) { return state.users.get(1); }\nonEnable() { this.show(this.load()); }')],
  ['an own fetch', inHook('const http = { fetch() {} };\nhttp.fetch("https://a.example.com/");')],
  ['a question whether there is a fetch', 'if (typeof fetch === "function") {}'],
  ['data that has fields of these names', 'const Weather = defineFeature({ importState(state) { state.files.list.push(1); } });\nJSON.parse("{}").files.list.push(1);'],
  ['a mock in the place of the plugin beside another helper', `const each = (object, run) => run(object);\neach({ users: new Map() }, (state) => state.users.get(1));`],
];

const DYNAMIC: readonly Case[] = [
  ['a method by a computed name', inHook('await this.messages[event.name]({});'), '?messages[…] 3'],
  ['a capability by a computed name', inHook('await this[event.name].send({});'), '?[…].send 3'],
  ['a capability of the context by a computed name', inHook('const { context } = this;\nconst found = context[event.name];'), '?[…] 4'],
  ['a value from where nobody sees', 'const x = 1;\nfor (const host of JSON.parse("[]")) host.messages.send({});', '?messages.send 2'],
  ['a parameter that gets this and that', `const call = (object, run) => run(object);\ncall({ users: new Map() }, (state) => state.users.get(1));\n${inHook('call(this, (plugin) => plugin.messages.send({}));')}`, '?users.get 2', '?messages.send 5'],
  ['what a timer hands on', 'setTimeout((state) => state.users.get(1), 1, { users: new Map() });\nsetTimeout((state) => state.all, 1, []);', '?users.get 1'],
  ['own methods by name are none', inHook('await this[`on${event.name}`](event);')],
];

const ADDRESSES: readonly Case[] = [
  ['a text', 'const go = () => fetch("https://api.example.com/v1");', 'fetch 1 api.example.com:1'],
  ['a template', 'const go = (id) => fetch(`https://API.example.com:8443/v1/${id}`);', 'fetch 1 api.example.com:8443:1'],
  ['a constant and a path', 'const BASE = "https://api.example.com";\nconst go = (id) => fetch(BASE + "/v1/" + id);', 'fetch 2 api.example.com:1'],
  ['a helper', 'get("https://a.example.com/x");\nget("https://b.example.com/x");\nfunction get(url) {\nreturn fetch(`${url}?x`);\n}', 'fetch 4 a.example.com:1 b.example.com:2'],
  ['an address object', 'const url = new URL("/v1", "https://api.example.com");\nfetch(url);\nfetch(url.href);', 'fetch 2 api.example.com:1', 'fetch 3 api.example.com:1'],
  ['an absolute address with a base', 'fetch(new URL("https://a.example.com/", "https://b.example.com"));', 'fetch 1 a.example.com:1'],
  ['a request', 'fetch(new Request("https://api.example.com/"));', 'fetch 1 api.example.com:1'],
  ['a field', `class Api { base = "https://api.example.com/";\nget(path) { return fetch(this.base + path); } }\nnew Api().get("x");`, 'fetch 2 api.example.com:1'],
  ['a default', 'const go = (settings) => fetch(settings.base || "https://api.example.com/");', 'fetch 1 api.example.com:1'],
  ['a host that may go on', 'const go = (path) => fetch(`https://api.example.com${path}`);', 'fetch 1'],
  ['an address that is computed', 'const go = (url) => fetch(url);', 'fetch 1'],
  ['an alias', 'const get = fetch;\nget("https://api.example.com/");', 'fetch 1 api.example.com:2'],
  ['a fetch that is handed on', 'const client = new Map([["fetch", fetch]]);', '?fetch 1'],
];

const PACKAGE = 'npm:tiny@1.0.0/index.js';

describe('inferPermissions, of packages,', () => {
  test('names the author’s own line that calls them', () => {
    const uses = infer({ [PACKAGE]: 'function ask(url) {\nreturn send(url);\n}\nfunction send(url) {\nreturn fetch(url);\n}', 'src/index.ts': 'const go = () =>\nask("https://api.example.com/");' });
    expect(uses).toMatchObject([{ what: 'fetch', isCertain: true, isForeign: false, place: { file: 'src/index.ts', line: 2 }, hosts: [{ host: 'api.example.com' }] }]);
  });

  test('is not certain of what may never be called', () => {
    const uses = infer({ [PACKAGE]: 'class Client {\nsend(url) { return fetch(url); }\n}', 'src/index.ts': 'const kept = JSON.stringify(Client);' });
    expect(uses).toMatchObject([{ what: 'fetch', isCertain: false, isForeign: true, place: { file: PACKAGE, line: 2 } }]);
  });

  test('sees what they do with a plugin that is handed to them', () => {
    const uses = infer({ [PACKAGE]: 'function greet(host) {\nreturn host.messages.send({});\n}', 'src/index.ts': inHook('greet(this);') });
    expect(uses).toMatchObject([{ what: 'messages.send', isCertain: true, place: { file: 'src/index.ts', line: 3 } }]);
  });
});

describe.each([['sees', CERTAIN], ['is not misled by', NOTHING], ['names what it cannot decide:', DYNAMIC], ['reads the host of', ADDRESSES]] as const)('inferPermissions %s', (_what, cases) => {
  test.each(cases.map(([name, ...rest]) => [name, rest] as const))('%s', (_name, [code, ...uses]) => {
    expect(infer(code).map(describeUse).sort()).toEqual([...uses].sort());
  });
});
