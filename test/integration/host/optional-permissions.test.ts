import { beforeAll, describe, expect, test } from 'vitest';
import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { AskForPermission, PermissionQuestion } from '../../../src/host/permission-requests.ts';
import type { PluginSource } from '../../../src/host/plugin-source.ts';
import { createDeferred } from '../../../src/sandbox/deferred.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { openHost } from './open-host.ts';

// It asks for what the test names, or lists files.
const PLUGIN = `import { MessageProcessor } from 'plexi-plugin/sdk';
export default class Librarian extends MessageProcessor {
  override async healthCheck(permission) {
    try { return permission === 'list' ? (await this.files.list({ channelId: 'general' })).length : await this.permissions.request(permission); } catch ({ code }) { return code; }
  }
}`;

let source: PluginSource;
beforeAll(async () => {
  source = await buildPlugin(PLUGIN, { permissions: ['messages.read', 'messages.write'], optional_permissions: [{ permission: 'files:read', reason: 'Counts files.' }, 'users.read'] });
});

async function open(ask?: AskForPermission, grants: readonly string[] | 'all' = 'all') {
  const questions: PermissionQuestion[] = [];
  const { manager, start } = openHost({
    ...(ask && {
      onPermissionRequest: (question) => {
        questions.push(question);
        return ask(question);
      },
    }),
  });
  await start(source, { grants });
  const run = async (what: string): Promise<BoundaryValue> => (await manager.executePlugin('weather', 'healthCheck', [what]))[0] ?? null;
  return { manager, questions, run };
}

describe('an optional permission', () => {
  test('is not granted with all others, and can be named when the plugin is loaded', async () => {
    const { manager, run } = await open();
    expect(manager.getPlugin('weather')).toMatchObject({ requested: ['messages.read', 'messages.write', 'files.read', 'users.read'], optional: ['files.read', 'users.read'], granted: ['messages.read', 'messages.write'] });
    expect(await run('list')).toBe('PERMISSION_DENIED');
    const named = await open(undefined, ['files.read']);
    expect(await named.run('list')).toBe(0);
  });

  test('is granted when the person who is asked says yes, and works at once', async () => {
    const { questions, run } = await open(() => Promise.resolve(true));
    expect(await run('files.read')).toBe(true);
    expect(await run('list')).toBe(0);
    expect(await run('files.read')).toBe(true);
    expect(questions).toEqual([
      { plugin: 'weather', permission: 'files.read', title: 'Read files', consequence: expect.any(String) as string, risk: 'medium', reason: 'Counts files.' },
    ]);
  });

  test('is asked for once until the plugin is started again, also while nobody has answered', async () => {
    const answer = createDeferred<boolean>();
    const { manager, questions, run } = await open(({ permission }) => permission === 'files.read' && answer.promise);
    const waiting = [run('files.read'), run('files.read')];
    await expect.poll(() => questions.length).toBe(1);
    answer.resolve(false);
    expect(await Promise.all(waiting)).toEqual([false, false]);
    expect([await run('files.read'), await run('users.read'), await run('list')]).toEqual([false, false, 'PERMISSION_DENIED']);
    expect(questions.map(({ permission }) => permission)).toEqual(['files.read', 'users.read']);
    await manager.reloadPlugin('weather');
    await run('files.read');
    expect(questions).toHaveLength(3);
  });

  test('stays away when somebody takes it back, whatever the plugin asks for', async () => {
    const { manager, questions, run } = await open(() => true);
    await run('files.read');
    manager.revokePermission('weather', 'files.read');
    expect([await run('files.read'), await run('list')]).toEqual([false, 'PERMISSION_DENIED']);
    expect(questions).toHaveLength(1);
  });

  test('is refused where nobody can be asked, and is the only sort that anybody is asked for', async () => {
    const nobody = await open();
    expect(await nobody.run('files.read')).toBe(false);
    const { questions, run } = await open(() => true, ['messages.read']);
    expect([await run('messages.write'), await run('messages.read'), await run('system.admin'), await run('constructor')]).toEqual([false, true, 'NOT_DECLARED', 'NOT_DECLARED']);
    expect(questions).toEqual([]);
  });
});
