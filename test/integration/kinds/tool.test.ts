import { describe, expect, test } from 'vitest';
import { createTools } from '../../../src/host/extension-points/tools.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from '../host/open-host.ts';

const CODE = `
import { defineAction, Tool } from 'plexi-plugin/sdk';

export default class Notes extends Tool {
  override readonly actions = {
    keep: defineAction({
      description: 'Keeps a note.',
      parameters: { type: 'object', properties: { text: { type: 'string', maxLength: 20 }, times: { type: 'integer', default: 2 } }, required: ['text'] },
      run: ({ text, times }, { userId }) => this.storage.set('note', { text: text.repeat(times), userId }).then(() => 'kept'),
    }),
    wait: defineAction({
      description: 'Waits until nobody wants it any more.',
      run: (_parameters, { signal }) => new Promise((_resolve, reject) => { signal.addEventListener('abort', () => reject(signal.reason)); }),
    }),
    lie: defineAction({ description: 'Returns what is no JSON.', run: () => ({ bytes: Uint8Array.of(1) }) }),
    fail: defineAction({ description: 'Fails.', run: () => { throw new Error('no luck'); } }),
  };
}`;

async function openTools(code = CODE) {
  const host = openHost();
  await host.start(await buildPlugin(code, { type: 'tool', permissions: [] }));
  return { ...host, tools: createTools(host.manager) };
}

describe('a tool in the sandbox', () => {
  test('gets parameters that were checked and completed, and keeps what it needs', async () => {
    const { tools, manager } = await openTools();
    expect(await tools.execute({ action: 'keep', parameters: { text: 'ha' }, userId: 'ada' })).toBe('kept');
    expect(await manager.services.storage.open('weather').get('note')).toEqual({ text: 'haha', userId: 'ada' });
    await expect(tools.execute({ action: 'keep', parameters: { text: 'x'.repeat(21) } })).rejects.toThrowCode('PLX4304');
  });

  test('ends when nobody waits any more', async () => {
    const { tools } = await openTools();
    const controller = new AbortController();
    const running = tools.execute({ action: 'wait', signal: controller.signal });
    controller.abort(new Error('enough'));
    await expect(running).rejects.toThrow('enough');
  });

  test('cannot return what is no JSON, and may fail', async () => {
    const { tools } = await openTools();
    await expect(tools.execute({ action: 'lie' })).rejects.toThrowCode('PLX4301');
    await expect(tools.execute({ action: 'fail' })).rejects.toThrowCode('PLX4010');
  });

  test('offers nothing any more when it is disabled', async () => {
    const { tools, manager } = await openTools();
    await manager.disablePlugin('weather');
    expect(tools.list()).toEqual([]);
    await expect(tools.execute({ action: 'keep' })).rejects.toThrowCode('PLX4303');
  });
});

const WRONG = [
  ['a name that is no word', `{ 'a b': { description: 'x' } }`, 'its name is none that it may have'],
  ['no description', `{ a: {} }`, '.description must be a text'],
  ['a schema that is none', `{ a: { description: 'x', parameters: { type: 'object', properties: { b: { type: 'text' } } } } }`, 'its schema is no JSON Schema'],
  ['a schema of no object', `{ a: { description: 'x', parameters: { type: 'string' } } }`, 'its schema must have the type "object"'],
  ['a schema that leads elsewhere', `{ a: { description: 'x', parameters: { type: 'object', properties: { b: { $ref: '#' } } } } }`, 'its schema must not use "$ref"'],
] as const;

describe('a tool is not loaded', () => {
  for (const [what, actions, problem] of WRONG) {
    test(`with ${what}`, async () => {
      const loading = openTools(`import { Tool } from 'plexi-plugin/sdk';\nexport default class A extends Tool { actions = ${actions}; execute() {} }`);
      await expect(loading).rejects.toThrowCode('PLX4302');
      await expect(loading).rejects.toThrow(problem);
    });
  }
});
