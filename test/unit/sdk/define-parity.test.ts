import { describe, expect, test } from 'vitest';
import * as sdk from '../../../sdk/index.ts';
import type { Contributor } from '../../../sdk/contribution.ts';
import type { AbstractPluginClass, PluginClass } from '../../../sdk/define-entry.ts';
import { LIFECYCLE_HOOKS } from '../../../sdk/plugin.ts';
import { registerEntries } from '../../../sdk/runtime.ts';
import type { RuntimeEntry } from '../../../sdk/runtime-interface.ts';
import { PLUGIN_KINDS } from '../../../src/core/manifest/kinds.ts';
import { installRuntime } from './fake-runtime.ts';
import { createAttached } from './attached.ts';

type Parts = Readonly<Record<string, unknown>>;

const component = { module: 'card', component: 'Card' };
const getComponent = () => component;
const nothing = () => undefined;

/** What a kind reads from its plugins besides hooks; the same for a class and for functions. */
const FIELDS: Readonly<Record<string, Parts>> = {
  'api-extension': { routes: [sdk.defineRoute({ method: 'GET', path: '/a', handle: nothing })] },
  'auth-provider': { login: { id: 'a', title: 'A', fields: [{ name: 'user', label: 'User' }] } },
  'automation': { rules: { greet: { when: { message: /hi/ }, run: nothing } } },
  'backup': { backup: nothing, restore: nothing },
  'cli': { commands: { a: sdk.defineCliCommand({ category: 'x', summary: 'A.', run: nothing }) } },
  'export': { formats: { txt: { title: 'Text', mediaType: 'text/plain', extension: 'txt' } } },
  'integration': { schedule: { every: '1h' }, sync: nothing },
  'media-processor': { processAudio: nothing },
  'micro-app': { getComponent, getTitle: () => 'A' },
  'middleware': { scopes: ['web'], failure: 'closed' },
  'notification': { deliveryChannels: { mail: { title: 'Mail' } } },
  'provider': { models: [{ id: 'a', title: 'A' }] },
  'tool': { actions: { a: sdk.defineAction({ description: 'A.', parameters: { type: 'object' }, run: nothing }) } },
  'ui': { getComponent, getMountPoint: () => 'sidebar' },
};

/** Everything that can be added when a plugin is made. */
function addAll(plugin: Contributor): void {
  sdk.addBackgroundTask(plugin, 'tidy', { every: '1h' }, nothing);
  sdk.addEventHandler(plugin, 'message.received', nothing);
  sdk.addMiddleware(plugin, nothing);
  sdk.addWebhookHandler(plugin, { path: '/hook', secretSetting: 'secret' }, nothing);
  sdk.addAnalyticsHook(plugin, 'counted', nothing);
  sdk.addHealthCheck(plugin, 'ready', 'up', () => ({ status: 'healthy' }));
  sdk.addLogHandler(plugin, nothing);
}

const isClass = (value: unknown): value is AbstractPluginClass => typeof value === 'function' && 'kind' in value;

const CLASSES = Object.entries(sdk as Parts).filter((entry): entry is [string, AbstractPluginClass] => isClass(entry[1]));

/** The function that makes plugins of the same kind as a class. */
function findDefine(name: string): (definition: Parts) => PluginClass {
  const define = (sdk as Parts)[`define${name.replace(/Plugin$/, '')}`] ?? (sdk as Parts)[`define${name}`];
  if (typeof define !== 'function') throw new TypeError(`there is no function for ${name}`);
  return define as (definition: Parts) => PluginClass;
}

function register(kind: string, plugin: unknown): RuntimeEntry {
  const runtime = installRuntime();
  registerEntries([{ entry: 'src/index.ts', kind, plugin }]);
  const [entry] = runtime.entries;
  if (entry === undefined) throw new Error('nothing was registered');
  return entry;
}

test('every kind has both forms', () => {
  expect(CLASSES.map(([, { kind }]) => kind.name).toSorted()).toEqual(Object.keys(PLUGIN_KINDS).toSorted());
});

describe('functions can do what a class can', () => {
  for (const [name, base] of CLASSES) {
    const kind = base.kind.name;
    const fields = FIELDS[kind] ?? {};
    const hooks = Object.fromEntries([...LIFECYCLE_HOOKS, ...base.kind.hooks].filter((hook) => !Object.hasOwn(base.prototype as object, hook) && !Object.hasOwn(fields, hook)).map((hook) => [hook, nothing]));

    test(`as a ${kind}: all hooks, all it reads, and all that is added when it is made`, () => {
      class Written extends (base as PluginClass) {
        constructor() {
          super();
          addAll(this);
        }
      }
      Object.assign(Written.prototype, hooks, fields);
      const written = register(kind, Written);
      const defined = register(kind, findDefine(name)({ ...hooks, ...fields, setUp: addAll }));
      expect(defined.hooks).toEqual(written.hooks);
      expect(defined.contributions).toEqual(written.contributions);
      expect(defined.contributions?.map(({ type }) => type)).toEqual(expect.arrayContaining(['task', 'event', 'middleware', 'webhook']));
    });

    test(`as a ${kind}: runs what was added, with the capabilities of its own plugin`, async () => {
      const seen: unknown[] = [];
      const define = findDefine(name);
      const entry = register(kind, define({ ...fields, setUp: (plugin: sdk.Plugin) => { sdk.addBackgroundTask(plugin, 'tidy', { every: '1h' }, ({ task }) => void seen.push(task, typeof plugin.storage.get)); } }));
      await entry.invoke('runContribution', ['task', 'tidy', { task: 'tidy' }], createAttached().attach);
      expect(seen).toEqual(['tidy', 'function']);
    });
  }
});

test('a setUp that is no function is refused by name', () => {
  expect(() => sdk.defineTheme({ setUp: {} as never })).toThrow('setUp is no function but object');
});
