import { describe, expect, test } from 'vitest';
import { createTools } from '../../../../src/host/extension-points/tools.ts';
import { fakeExtensions, type FakePlugin } from './fake-extensions.ts';

const parameters = { type: 'object', properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 1, default: 3 } }, required: ['city'], additionalProperties: false };
const forecast = { description: 'Tells the weather.', parameters, dangerous: false };

function weather(execute: (...args: readonly never[]) => unknown = (_action, given) => given): FakePlugin {
  return { contributions: { action: { forecast } }, hooks: { execute } };
}

describe('tools', () => {
  test('list what plugins offer, in their order', () => {
    const tools = createTools({ extensions: fakeExtensions({ weather: weather(), acme: weather() }) });
    expect(tools.list().map(({ plugin, name }) => `${plugin}/${name}`)).toEqual(['weather/forecast', 'acme/forecast']);
  });

  test('fill in defaults, and hand over who runs it', async () => {
    const extensions = fakeExtensions({ weather: weather() });
    const { signal } = new AbortController();
    const result = await createTools({ extensions }).execute({ action: 'forecast', parameters: { city: 'Oslo' }, userId: 'ada', signal });
    expect(result).toEqual({ city: 'Oslo', days: 3 });
    expect(extensions.calls).toEqual([{ target: 'weather.execute', args: ['forecast', { city: 'Oslo', days: 3 }, { signal, userId: 'ada' }] }]);
  });

  test('take the plugin with the first priority, or the one that is named', async () => {
    const extensions = fakeExtensions({ weather: weather(() => 1), acme: weather(() => 2) });
    const tools = createTools({ extensions });
    expect(await tools.execute({ action: 'forecast', parameters: { city: 'Oslo' } })).toBe(1);
    expect(await tools.execute({ action: 'acme/forecast', parameters: { city: 'Oslo' } })).toBe(2);
  });

  const REFUSED = [
    ['a parameter of another type', { city: 1 }, '"city" must be text'],
    ['no parameters', {}, 'the parameter "city" is missing'],
    ['a parameter there is not', { city: 'Oslo', town: 'x' }, 'there is no parameter "town"'],
  ] as const;
  for (const [what, given, problem] of REFUSED) {
    test(`refuse ${what} before the plugin is called`, async () => {
      const extensions = fakeExtensions({ weather: weather() });
      const running = createTools({ extensions }).execute({ action: 'forecast', parameters: given });
      await expect(running).rejects.toThrowCode('PLX4304');
      await expect(running).rejects.toThrow(problem);
      expect(extensions.calls).toEqual([]);
    });
  }

  test('know no action that nobody offers', async () => {
    const running = createTools({ extensions: fakeExtensions({ weather: weather() }) }).execute({ action: 'forcast' });
    await expect(running).rejects.toThrowCode('PLX4303');
    await expect(running).rejects.toThrow('did you mean "forecast"?');
  });

  test('refuse a result that is not JSON', async () => {
    const tools = createTools({ extensions: fakeExtensions({ weather: weather(() => ({ picture: Uint8Array.of(1) })) }) });
    await expect(tools.execute({ action: 'forecast', parameters: { city: 'Oslo' } })).rejects.toThrowCode('PLX4301');
  });
});

describe('functions for models', () => {
  const names = (...plugins: readonly string[]): readonly string[] =>
    createTools({ extensions: fakeExtensions(Object.fromEntries(plugins.map((name) => [name, weather()]))) }).listFunctions().map((each) => each.function.name);

  test('have names that every model takes', () => {
    for (const name of names('weather', 'acme/weather', 'a'.repeat(64), 'a__b')) expect(name).toMatch(/^[A-Za-z0-9_-]{1,64}$/);
  });

  test('have different names where plugins are called alike', () => {
    const all = names('acme/weather', 'acme_weather', 'acme__weather', `${'a'.repeat(63)}b`, `${'a'.repeat(63)}c`);
    expect(new Set(all).size).toBe(all.length);
  });

  test('run the action they stand for', async () => {
    const tools = createTools({ extensions: fakeExtensions({ 'acme/weather': weather((_, { city }: { city: string }) => city) }) });
    const [{ function: described } = { function: undefined }] = tools.listFunctions();
    expect(described).toMatchObject({ description: 'Tells the weather.', parameters });
    expect(await tools.callFunction(described?.name ?? '', { city: 'Oslo' })).toBe('Oslo');
    await expect(tools.callFunction('acme/weather/forecast', {})).rejects.toThrowCode('PLX4303');
  });
});
