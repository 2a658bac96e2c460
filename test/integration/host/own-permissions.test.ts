import { describe, expect, test } from 'vitest';
import type { Manifest } from '../../../src/core/manifest/schema.ts';
import { isPermissionName, PERMISSIONS } from '../../../src/core/permissions/catalog.ts';
import { createApiRoutes } from '../../../src/host/extension-points/api-routes.ts';
import { createCliCommands } from '../../../src/host/extension-points/cli-commands.ts';
import { createUi } from '../../../src/host/extension-points/ui.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

const CODE = {
  'src/api.ts': `
import { ApiExtension, defineRoute, requirePermission, type JsonValue, type OnBehalf } from 'plexi-plugin/sdk';
export default class Api extends ApiExtension {
  override readonly routes = [
    defineRoute({ method: 'POST', path: '/declared', permissions: ['weather.create'], handle: ({ user }) => ({ user }) as unknown as JsonValue }),
    defineRoute({ method: 'POST', path: '/decorated', handle: (request) => this.create(request) }),
    defineRoute({ method: 'POST', path: '/open', public: true, handle: (request) => this.create(request) }),
    defineRoute({ method: 'POST', path: '/failing', public: true, handle: () => this.messages.send({ channelId: 'general', content: 'x' }) as never }),
  ];
  @requirePermission('weather.create')
  async create({ user }: OnBehalf): Promise<{ by: string }> { return { by: user?.id ?? 'nobody' }; }
}`,
  'src/cli.ts': `
import { CliPlugin, defineCliCommand, requirePermission, type OnBehalf } from 'plexi-plugin/sdk';
export default class Cli extends CliPlugin {
  override readonly commands = {
    declared: defineCliCommand({ category: 'x', summary: 'Create.', permissions: ['weather.create'], run: ({ print, user }) => print(user?.permissions.join() ?? '') }),
    decorated: defineCliCommand({ category: 'x', summary: 'Create.', run: async (call) => { await call.print(await this.create(call)); } }),
  };
  @requirePermission('weather.create')
  async create({ user }: OnBehalf): Promise<string> { return 'by ' + user?.id; }
}`,
  'src/ui.ts': `
import { requirePermission, UiPlugin, type JsonValue, type UiRequest } from 'plexi-plugin/sdk';
import { Card } from './card.ts';
export default class Ui extends UiPlugin {
  override getComponent() { return Card; }
  override getMountPoint() { return 'sidebar' as const; }
  @requirePermission('weather.create')
  override async handleAction(action: string, data: JsonValue, { user }: UiRequest): Promise<string> { return action + ' by ' + user?.id; }
}`,
  'src/card.ts': `'use client';\nexport const Card = () => null;`,
};

const DEFINED = [{ name: 'weather.create', title: 'Create alerts', description: 'Makes alerts for a place.' }, { name: 'weather.delete', title: 'Delete alerts' }];
const MANIFEST: Partial<Manifest> = {
  type: ['api-extension', 'cli', 'ui'],
  entry_point: 'src/api.ts',
  entry_points: { cli_commands: ['src/cli.ts'], ui_components: ['src/ui.ts'] },
  permissions: ['api.create_endpoints'],
  defines_permissions: DEFINED,
};

async function open() {
  const { manager, start } = openHost();
  await start(await buildPlugin(CODE, MANIFEST));
  const [api, cli, ui] = [createApiRoutes(manager), createCliCommands(manager), createUi(manager)];
  return {
    manager,
    post: async (path: string, permissions?: readonly string[]) => {
      const { status, body } = await api.handle({ method: 'POST', url: `/plugins/weather${path}`, ...(permissions && { user: { id: 'ada', permissions } }) });
      return [status, JSON.parse(new TextDecoder().decode(body)) as unknown] as const;
    },
    run: async (command: string, permissions: readonly string[], isAdmin = false) => {
      const printed: string[] = [];
      await cli.run({ words: [command], user: { id: 'ada', isAdmin, permissions }, onPrint: ({ text }) => void printed.push(text) });
      return printed;
    },
    act: (permissions: readonly string[], data: object = {}) =>
      ui.handleAction({ plugin: 'weather', frame: 'card:Card' }, 'create', data as never, { mountPoint: 'sidebar', params: {}, user: { id: 'ada', permissions } }),
  };
}

const MISSING = 'this needs the permission "weather.create", and "ada" does not have it';

describe('a permission that a plugin defines', () => {
  test('is checked on routes, by the host and by the decorator, and a user who lacks it is refused, not failed', async () => {
    const { post } = await open();
    expect(await post('/declared', ['weather.create', 'weather.unknown', 'messages.write'])).toEqual([200, { user: { id: 'ada', permissions: ['weather.create'] } }]);
    expect(await post('/declared', ['messages.write'])).toMatchObject([403, { detail: 'you lack the permission "weather.create"' }]);
    expect(await post('/decorated', ['weather.create'])).toEqual([200, { by: 'ada' }]);
    expect(await post('/decorated', ['weather.delete'])).toMatchObject([403, { detail: MISSING }]);
    expect(await post('/open')).toMatchObject([403, { detail: 'this needs the permission "weather.create", and nobody is signed in' }]);
  });

  test('is another thing than a permission that the plugin lacks: that is a failure of the plugin', async () => {
    expect(await (await open()).post('/failing')).toMatchObject([500, {}]);
  });

  test('is checked on commands; administrators have it', async () => {
    const { run } = await open();
    expect(await run('declared', ['weather.create', 'other.create'])).toEqual(['weather.create']);
    expect(await run('decorated', ['weather.create'])).toEqual(['by ada']);
    expect(await run('declared', [], true)).toEqual(['weather.create,weather.delete']);
    await expect(run('declared', ['weather.delete'])).rejects.toThrowCode('PLX4309');
    await expect(run('decorated', [])).rejects.toThrow(MISSING);
  });

  test('is checked on actions of user interfaces, whatever the browser says', async () => {
    const { act } = await open();
    expect(await act(['weather.create'])).toBe('create by ada');
    await expect(act([], { user: { id: 'ada', permissions: ['weather.create'] } })).rejects.toThrow(MISSING);
  });

  test('is told to administrators, with its title', async () => {
    const { manager } = await open();
    expect(manager.getPlugin('weather')?.definedPermissions).toEqual(DEFINED);
  });

  const SLIPS = [
    ['a route', { 'src/api.ts': CODE['src/api.ts'].replace(`permissions: ['weather.create']`, `permissions: ['weather.creat']`) }],
    ['a command', { 'src/cli.ts': CODE['src/cli.ts'].replace(`permissions: ['weather.create']`, `permissions: ['weather.creat']`) }],
    ['a decorator', { 'src/ui.ts': CODE['src/ui.ts'].replace(`requirePermission('weather.create')`, `requirePermission('weather.creat')`) }],
  ] as const;
  for (const [what, code] of SLIPS) {
    test(`keeps a plugin from loading when ${what} has a slip in its name, and says what was meant`, async () => {
      const { start } = openHost();
      const loading = start(await buildPlugin({ ...CODE, ...code }, MANIFEST));
      await expect(loading).rejects.toThrowCode('PLX4300');
      await expect(loading).rejects.toThrow('did you mean "weather.create"?');
    });
  }

  test('belongs to one plugin: a second one with the same is refused, also when it is reloaded', async () => {
    const { start, manager } = openHost();
    const code = `import { MessageProcessor } from 'plexi-plugin/sdk';\nexport default class A extends MessageProcessor { override onLoad(): void {} }`;
    await start(await buildPlugin(code, { defines_permissions: DEFINED }));
    const spoof = await buildPlugin(code, { name: 'spoof', defines_permissions: [{ name: 'weather.create', title: 'Read the weather' }] });
    await expect(start(spoof)).rejects.toThrowCode('PLX4308');
    await start(await buildPlugin(code, { name: 'spoof' }));
    await expect(manager.reloadPlugin('spoof', spoof)).rejects.toThrowCode('PLX4308');
    expect(manager.getPlugin('spoof')?.state).toBe('enabled');
  });

  test('is told apart from every permission of the host', async () => {
    const { start, say, logs } = openHost();
    const checks = Object.keys(PERMISSIONS).filter(isPermissionName).map((name) => `requirePermission('${name}')(async () => '${name}')`);
    await start(await buildPlugin(`
import { MessageProcessor, requirePermission } from 'plexi-plugin/sdk';
export default class A extends MessageProcessor {
  override async onMessageReceived(): Promise<void> {
    for (const check of [${checks.join(',\n')}]) await check().catch((error: Error) => { this.logger.info(error.message); });
  }
}`, { permissions: ['messages.read'] }));
    await say('x');
    expect(logs.map(({ text }) => text)).toEqual(Object.keys(PERMISSIONS).filter((name) => name !== 'messages.read').map((name) =>
      `this needs the permission "${name}": ask for it in the manifest, and let it be granted`));
  });
});
