import { describe, expect, test } from 'vitest';
import { createThemes } from '../../../../src/host/extension-points/themes.ts';
import { createUi } from '../../../../src/host/extension-points/ui.ts';
import { createUiHandler } from '../../../../src/host/extension-points/ui-handler.ts';
import { fakeExtensions } from './fake-extensions.ts';

const REQUEST = { mountPoint: 'sidebar', params: { channelId: 'general' } };

function open(hooks: Readonly<Record<string, (...args: never[]) => unknown>> = {}) {
  const component = { mountPoint: 'sidebar', module: 'card', component: 'Card' };
  const extensions = fakeExtensions({
    weather: { hooks: { getContext: () => ({ city: 'Oslo' }), handleAction: (action: string) => `did ${action}`, ...hooks }, contributions: { component: { 'card:Card': component } } },
    silent: { contributions: { component: { 'card:Card': { ...component, mountPoint: 'x-corner', title: 'Corner' } } } },
  });
  return { extensions, ui: createUi({ extensions }) };
}

// What the user may do elsewhere is not for this plugin to know.
const ADA = { id: 'ada', permissions: ['messages.write', 'other.create'] };
const CARD = { plugin: 'weather', frame: 'card:Card' };

describe('createUi', () => {
  test('lists what plugins show at a place, and nothing from other places', () => {
    const { ui } = open();
    expect(ui.list('sidebar')).toEqual([{ ...CARD, title: 'weather', version: expect.stringMatching(/^[0-9a-f]{16}$/) as unknown }]);
    expect(ui.list('x-corner')).toMatchObject([{ plugin: 'silent', title: 'Corner' }]);
    expect(ui.list('toolbar')).toEqual([]);
  });

  test('asks the plugin for what a frame shows, and says who asks', async () => {
    const { ui, extensions } = open();
    expect(await ui.getContext(CARD, { ...REQUEST, user: ADA })).toEqual({ city: 'Oslo' });
    expect(extensions.calls).toEqual([{ target: 'weather.getContext', args: [{ ...REQUEST, user: { id: 'ada', permissions: [] } }] }]);
  });

  test('lets the plugin do what somebody asks for', async () => {
    const { ui, extensions } = open();
    expect(await ui.handleAction(CARD, 'save', { a: 1 }, REQUEST)).toBe('did save');
    expect(extensions.calls).toEqual([{ target: 'weather.handleAction', args: ['save', { a: 1 }, REQUEST] }]);
  });

  test('shows a component without a context, and refuses actions that nobody handles', async () => {
    const { ui } = open();
    const corner = { plugin: 'silent', frame: 'card:Card' };
    expect(await ui.getContext(corner, REQUEST)).toBeNull();
    await expect(ui.handleAction(corner, 'save', null, REQUEST)).rejects.toThrowCode('PLX4131');
  });

  test('refuses results that no frame could read', async () => {
    const { ui } = open({ getContext: () => ({ picture: new Uint8Array(1) }) });
    await expect(ui.getContext(CARD, REQUEST)).rejects.toThrowCode('PLX4301');
  });

  for (const target of [{ plugin: 'weather', frame: 'card:Other' }, { plugin: 'other', frame: 'card:Card' }, { plugin: 'weather', frame: 'page:constructor' }]) {
    test(`has no ${target.plugin} ${target.frame}`, async () => {
      const { ui } = open();
      await expect(ui.getFrame(target)).rejects.toThrowCode('PLX4131');
      await expect(ui.getContext(target, REQUEST)).rejects.toThrowCode('PLX4131');
    });
  }
});

describe('createUiHandler', () => {
  const post = (path: string, body: unknown, headers: Readonly<Record<string, string>> = { 'content-type': 'application/json' }): Request =>
    new Request(`http://host/plugin-ui/${path}`, { method: 'POST', body: typeof body === 'string' ? body : JSON.stringify(body), headers });

  test('answers pages, and says who asks as the host knows it, whatever the page says', async () => {
    const { ui, extensions } = open();
    const handle = createUiHandler(ui, { getUser: (request) => (request.headers.get('x-user') === 'ada' ? ADA : undefined) });
    const response = await handle(post('context', { ...CARD, ...REQUEST, user: { id: 'somebody else' } }, { 'content-type': 'application/json', 'x-user': 'ada' }));
    expect(await response.json()).toEqual({ value: { city: 'Oslo' } });
    expect(extensions.calls[0]?.args).toEqual([{ ...REQUEST, user: { id: 'ada', permissions: [] } }]);
  });

  const REFUSED: readonly (readonly [what: string, request: Request, status: number, code: string])[] = [
    ['an address that there is not', post('constructor', { ...CARD, ...REQUEST }), 404, 'NOT_FOUND'],
    ['a frame that there is not', post('context', { ...CARD, ...REQUEST, frame: 'no:No' }), 404, 'PLX4131'],
    ['another method', new Request('http://host/plugin-ui/list'), 405, 'INVALID_ARGUMENT'],
    ['what a form of another origin could send', post('list', '{"mountPoint":"sidebar"}', { 'content-type': 'text/plain' }), 415, 'INVALID_ARGUMENT'],
    ['a body that is no JSON', post('list', '{'), 400, 'INVALID_ARGUMENT'],
    ['a body with a key __proto__', post('list', '{"mountPoint":"sidebar","__proto__":{}}'), 400, 'INVALID_ARGUMENT'],
    ['a body of another shape', post('list', { mountPoint: 1 }), 400, 'INVALID_ARGUMENT'],
    ['params that are no texts', post('context', { ...CARD, ...REQUEST, params: { a: {} } }), 400, 'INVALID_ARGUMENT'],
    ['a body without end', post('list', JSON.stringify({ mountPoint: 'x'.repeat(1_000_000) })), 413, 'MESSAGE_TOO_LARGE'],
  ];
  for (const [what, request, status, code] of REFUSED) {
    test(`refuses ${what} with ${status}`, async () => {
      const response = await createUiHandler(open().ui)(request);
      expect([response.status, await response.json()]).toEqual([status, { code, message: expect.any(String) as unknown }]);
    });
  }
});

describe('createThemes', () => {
  const themes = (theme: unknown) => createThemes({ extensions: fakeExtensions({ ocean: { kind: 'theme', hooks: { getTheme: () => theme } }, weather: { kind: 'ui', hooks: { getContext: () => null } } }) });

  test('lists themes, and brings their variables', async () => {
    const made = themes({ title: 'Ocean', tokens: { accent: '#0b7285' } });
    expect(made.list()).toEqual([{ plugin: 'ocean', entry: 'src/index.ts' }]);
    expect(await made.getTheme({ plugin: 'ocean', entry: 'src/index.ts' })).toMatchObject({ title: 'Ocean', light: { '--plexi-accent': '#0b7285' } });
  });

  test('refuses a theme that would do more than look', async () => {
    await expect(themes({ title: 'Ocean', tokens: { accent: 'url(a)' } }).getTheme({ plugin: 'ocean', entry: 'src/index.ts' })).rejects.toThrowCode('PLX4132');
  });

  test('has no theme of a plugin that is none', async () => {
    await expect(themes({}).getTheme({ plugin: 'weather', entry: 'src/index.ts' })).rejects.toThrowCode('PLX4131');
  });
});
