import { describe, expect, test } from 'vitest';
import * as sdk from '../../../sdk/index.ts';
import type { Kind } from '../../../sdk/index.ts';
import type { PluginKind } from '../../../src/core/manifest/kinds.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { COMPANIONS, listSdkExamples } from '../../helpers/sdk-examples.ts';
import { openHost } from './open-host.ts';

const RUNNABLE = listSdkExamples().filter(({ code }) => findKind(code) !== undefined);

// Words that the examples listen to: each example hears all of them.
const SAID = ['hello', '!echo twice', '!summary', '!here Oslo', '!where', '!thanks'];

/** What the examples answer, by place; an example that only listens answers nothing. */
const ANSWERS: Readonly<Record<string, readonly string[]>> = {
  'Echo': ['twice'],
  'Summary': ['3 messages, this one not counted'],
  'Standup': ['You are welcome.'],
  'Weather': ['Oslo'],
  'Welcomer': ['Hello, alice!'],
  'Greeter': SAID.map(() => 'Hello!'),
};

// Every permission that a kind of plugin needs to be of use.
const MANIFEST = { permissions: ['messages.read', 'messages.write', 'users.read', 'files.read', 'files.write', 'database.access', 'channels.read', 'channels.write', 'api.create_endpoints', 'calls.read', 'calls.write', 'calls.media', 'requests.intercept', 'users.authenticate'], defines_permissions: [{ name: 'weather.create', title: 'Add a forecast' }, { name: 'cleaner.empty', title: 'Empty the channel' }] };

// By the class that an example extends, or the function that stands for it.
function findKind(code: string): string | undefined {
  const [, base = '', twin = ''] = /export (?:default class \w+ extends (\w+)|(?:const \w+ =|default) define(\w+)\()/.exec(code) ?? [];
  return (sdk as unknown as Readonly<Record<string, { readonly kind?: Kind } | undefined>>)[base || twin]?.kind?.name;
}

const inSource = (files: Readonly<Record<string, string>>): Readonly<Record<string, string>> => Object.fromEntries(Object.entries(files).map(([name, text]) => [`src/${name}`, text]));

describe('the examples in the SDK run', () => {
  for (const { place, code } of RUNNABLE) {
    test(place, async () => {
      const name = /export (?:default class|class|const) (\w+)/.exec(code)?.[1] ?? '';
      const entry = code.includes('export default') ? 'src/index.ts' : `src/index.ts:${name}`;
      const { start, say, answers, deliveries } = openHost();
      await start(await buildPlugin({ 'src/index.ts': code, ...inSource(COMPANIONS) }, { ...MANIFEST, entry_point: entry, type: findKind(code) as PluginKind }));
      for (const content of SAID) await say(content);
      const outcomes = deliveries.flatMap((report) => report.deliveries.map(({ outcome }) => outcome));
      expect(outcomes).toEqual(/onMessageReceived|message: \//.test(code) ? SAID.map(() => 'delivered') : []);
      expect(answers()).toEqual(ANSWERS[name] ?? []);
    });
  }

  test('and there is one for every class and capability', () => {
    expect(RUNNABLE.length).toBeGreaterThanOrEqual(8);
  });
});
