import { describe, expect, test } from 'vitest';
import { addContribution } from '../../../sdk/contribution.ts';
import type { Kind } from '../../../sdk/kind.ts';
import { MessageProcessor, defineMessageProcessor } from '../../../sdk/kinds/message-processor.ts';
import { Plugin } from '../../../sdk/plugin.ts';
import { registerEntries } from '../../../sdk/runtime.ts';
import { installRuntime } from './fake-runtime.ts';

const refuse = (): never => {
  throw new Error('nothing here has bytes');
};

class Echo extends MessageProcessor {
  override onMessageReceived(): void {}
}

function register(plugin: unknown, kind = 'message-processor') {
  const runtime = installRuntime();
  registerEntries([{ entry: 'src/index.ts', kind, plugin }]);
  const [entry] = runtime.entries;
  if (entry === undefined) throw new Error('nothing was registered');
  return entry;
}

const REFUSED = [
  ['nothing', undefined, 'src/index.ts must be a message-processor, but it is undefined'],
  ['null', null, 'but it is null'],
  ['a number', 7, 'but it is a number'],
  ['an object made from the class', new Echo(), 'export the class itself'],
  ['a plain object', { onMessageReceived: () => undefined }, 'wrap it in a function such as defineMessageProcessor'],
  ['a function', () => undefined, 'extends no kind of plugin, such as MessageProcessor'],
  ['a class of something else', class Other extends Map {}, 'extends no kind of plugin'],
  ['a class that extends Plugin itself', class Bare extends Plugin {}, 'extends no kind of plugin'],
  ['a class without a hook', class Deaf extends MessageProcessor {}, 'src/index.ts implements no hook; a message-processor may have onLoad,'],
] as const;

describe('contributions', () => {
  class Searcher extends Plugin {
    static readonly kind: Kind = {
      name: 'tool',
      hooks: ['execute'],
      contributions: (plugin) => [{ type: 'action', name: 'search', options: { by: plugin.constructor.name } }],
    };
  }
  class Scheduled extends Searcher {
    constructor() {
      super();
      addContribution(this, { type: 'task', name: 'tidy', options: { every: '1h' }, run: (...args) => Promise.resolve(args) });
    }
  }

  test('are those of the kind, then those of the plugin object, without their code', () => {
    expect(register(Scheduled, 'tool').contributions).toEqual([
      { type: 'action', name: 'search', options: { by: 'Scheduled' } },
      { type: 'task', name: 'tidy', options: { every: '1h' } },
    ]);
  });

  test('run by type and name', async () => {
    const entry = register(Scheduled, 'tool');
    expect(entry.hooks).toEqual(['runContribution']);
    expect(await entry.invoke('runContribution', ['task', 'tidy', 1, 'two'], refuse)).toEqual([1, 'two']);
    await expect(entry.invoke('runContribution', ['task', 'none'], refuse)).rejects.toThrow('there is no task "none"');
    await expect(entry.invoke('runContribution', ['action', 'search'], refuse)).rejects.toThrow('there is no action "search"');
  });

  test('are enough for a plugin without hooks', () => {
    expect(register(Searcher, 'tool')).toMatchObject({ hooks: [], contributions: [{ name: 'search' }] });
  });

  test('have one name each', () => {
    class Twice extends Scheduled {
      constructor() {
        super();
        addContribution(this, { type: 'task', name: 'tidy', options: null, run: () => null });
      }
    }
    expect(() => register(Twice, 'tool')).toThrow('there are two contributions of type "task" with the name "tidy"');
  });
});

describe('registerEntries', () => {
  test('registers the hooks that a class implements, and no other method', () => {
    class Weather extends MessageProcessor {
      override onLoad(): void {}
      override onMessageReceived(): void {}
      helper(): void {}
      onSomethingElse(): void {}
    }
    expect(register(Weather)).toMatchObject({
      entry: 'src/index.ts',
      kind: 'message-processor',
      hooks: ['onLoad', 'onMessageReceived'],
    });
  });

  test('registers hooks that are inherited, and hooks that are functions in fields', () => {
    class Louder extends Echo {
      override readonly onMessageSent = (): void => undefined;
    }
    expect(register(Louder).hooks).toEqual(['onMessageReceived', 'onMessageSent']);
  });

  test('registers every entry point in order', () => {
    const runtime = installRuntime();
    registerEntries([
      { entry: 'src/a.ts', kind: 'message-processor', plugin: Echo },
      { entry: 'src/b.ts:Echo', kind: 'message-processor', plugin: Echo },
    ]);
    expect(runtime.entries.map(({ entry }) => entry)).toEqual(['src/a.ts', 'src/b.ts:Echo', '$runtime']);
  });

  for (const [what, plugin, message] of REFUSED) {
    test(`refuses ${what}`, () => {
      expect(() => register(plugin)).toThrow(message);
    });
  }

  test('refuses a class of another kind than the manifest says', () => {
    expect(() => register(Echo, 'tool')).toThrow('the manifest calls src/index.ts a tool, but its class is a message-processor');
  });

  test('passes on what a constructor throws', () => {
    class Broken extends Echo {
      constructor() {
        super();
        throw new RangeError('no');
      }
    }
    expect(() => register(Broken)).toThrow(RangeError);
  });

  test('says that there is no sandbox where there is none', () => {
    expect(() => { registerEntries([]); }).toThrow('registerEntries works only inside a sandbox');
  });
});

describe('an entry', () => {
  test('runs a hook on its object, with the arguments, and answers with JSON', async () => {
    class Counter extends MessageProcessor {
      #count = 0;
      override onMessageReceived(...events: unknown[]): Promise<void> {
        this.#count += events.length;
        return Promise.resolve({ count: this.#count, nothing: undefined } as never);
      }
    }
    const entry = register(Counter);
    expect(await entry.invoke('onMessageReceived', [{ id: 'e' }], refuse)).toEqual({ count: 1 });
    expect(await entry.invoke('onMessageReceived', [1, 2], refuse)).toEqual({ count: 3 });
  });

  test('answers undefined for a hook that returns nothing', async () => {
    expect(await register(Echo).invoke('onMessageReceived', [], refuse)).toBeUndefined();
  });

  test('names hook, entry and place when a result is not JSON', async () => {
    class Bad extends MessageProcessor {
      override selfTest(): never {
        return { passed: true, since: new Date(0) } as never;
      }
    }
    await expect(register(Bad).invoke('selfTest', [], refuse)).rejects.toThrow('what selfTest of src/index.ts returned must be JSON, but .since is a Date');
  });

  for (const name of ['onMessageSent', 'helper', 'constructor', '__proto__', 'toString']) {
    test(`does not run "${name}", which it did not register`, async () => {
      await expect(register(Echo).invoke(name, [], refuse)).rejects.toThrow(`src/index.ts has no hook "${name}"`);
    });
  }
});

describe('defineMessageProcessor', () => {
  test('gives functions the capabilities after the arguments', async () => {
    const heard: unknown[] = [];
    const entry = register(
      defineMessageProcessor({
        onLoad: (context) => void heard.push(Object.keys(context)),
        onMessageReceived: (event, { logger }) => {
          heard.push(event);
          logger.info('heard');
        },
      }),
    );
    expect(entry.hooks).toEqual(['onLoad', 'onMessageReceived']);
    await entry.invoke('onLoad', [], refuse);
    await entry.invoke('onMessageReceived', [{ id: 'e' }], refuse);
    expect(heard).toEqual([expect.arrayContaining(['messages', 'storage', 'config', 'logger']), { id: 'e' }]);
  });

  test('refuses a name that is no hook, and lists the hooks', () => {
    const hooks = { onMessageRecieved: () => undefined } as object;
    expect(() => defineMessageProcessor(hooks)).toThrow(/message-processor has no hook "onMessageRecieved"; its hooks are onLoad, .*onMessageReceived/);
  });

  test('refuses a hook that is no function', () => {
    const hooks = { onLoad: 7 } as object;
    expect(() => defineMessageProcessor(hooks)).toThrow('the hook "onLoad" is no function but number');
  });
});
