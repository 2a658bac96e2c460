import { cp, mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { installPlugin } from '../../../src/operations/install-plugin.ts';
import { publishPlugin } from '../../../src/operations/publish-plugin.ts';
import { uninstallPlugin } from '../../../src/operations/uninstall-plugin.ts';
import { chooseMoments, countCalls, forEachMoment, killAtCall } from '../../helpers/kill-runs.ts';
import { expectSoundInstalls, expectSoundRegistry, expectWholeOrNothing } from '../../helpers/registry-fsck.ts';
import { createMachine, type Machine } from '../../helpers/registry-machine.ts';

const MINUTES = 60_000;

let machine: Machine;
let published: string;
const archives: Record<string, string> = {};
const options = (): Parameters<typeof killAtCall>[2] => ({ cwd: machine.folder, env: { PLEXI_HOME: machine.home } });

beforeAll(async () => {
  machine = await createMachine();
  published = join(machine.folder, 'published');
  for (const [name, version] of [['weather', '1.0.0'], ['weather', '2.0.0'], ['other', '1.0.0']] as const) {
    const files = { [`only-${version}.txt`]: version, 'assets/data.bin': Buffer.alloc(700_000, version) };
    const { file } = await machine.pack({ name, version }, { files });
    archives[`${name}@${version}`] = file;
    await publishPlugin({ file, registry: published }, machine.platform);
  }
});

/** A copy of a folder, for one kill. */
async function copy(folder: string | undefined): Promise<string> {
  const target = await mkdtemp(join(machine.folder, 'killed-'));
  if (folder === undefined) await rm(target, { recursive: true });
  else await cp(folder, target, { recursive: true });
  return target;
}

async function prepareInstall(specs: readonly string[]): Promise<string> {
  const to = await mkdtemp(join(machine.folder, 'prepared-'));
  for (const spec of specs) await installPlugin({ spec, to, registry: published }, machine.platform);
  return to;
}

describe('publish, killed with SIGKILL at 50 random moments', () => {
  const cases = [
    { name: 'the first version of a new registry', before: [], file: 'weather@1.0.0' },
    { name: 'one version more', before: ['weather@1.0.0', 'other@1.0.0'], file: 'weather@2.0.0' },
  ];
  for (const { name, before, file } of cases) {
    test(`${name}: there is no half version, and the next run succeeds`, async () => {
      const prepared = before.length === 0 ? undefined : join(machine.folder, `registry-${before.length}`);
      for (const each of before) await publishPlugin({ file: archives[each] ?? '', registry: prepared }, machine.platform);
      const command = (registry: string): string[] => ['publish', archives[file] ?? '', '--registry', registry];
      const calls = await countCalls(command(await copy(prepared)), options());
      const moments = chooseMoments(calls);
      let killed = 0;
      await forEachMoment(moments, async (moment) => {
        const registry = await copy(prepared);
        if ((await killAtCall(command(registry), moment, options())).killed) killed++;
        const versions = await expectSoundRegistry(registry, machine.platform);
        expect(versions.filter((version) => version !== file).toSorted()).toEqual(before.toSorted());
        const { outcome } = await publishPlugin({ file: archives[file] ?? '', registry }, machine.platform);
        expect(outcome).toBe(versions.includes(file) ? 'already-published' : 'published');
        expect(await expectSoundRegistry(registry, machine.platform)).toContain(file);
        await rm(registry, { recursive: true });
      });
      expect(killed).toBeGreaterThan(0.8 * moments.length);
    }, 10 * MINUTES);
  }
});

describe('install, killed with SIGKILL at 50 random moments', () => {
  const cases = [
    { name: 'into an empty folder', before: [], spec: 'weather@1.0.0' },
    { name: 'an upgrade', before: ['weather@1.0.0'], spec: 'weather@2.0.0' },
    { name: 'a downgrade beside another plugin', before: ['weather@2.0.0', 'other@1.0.0'], spec: 'weather@1.0.0' },
  ];
  for (const { name, before, spec } of cases) {
    test(`${name}: the folder is whole or not there, and the next run succeeds`, async () => {
      const prepared = await prepareInstall(before);
      const command = (to: string): string[] => ['install', spec, '--to', to, '--registry', published];
      const calls = await countCalls(command(await copy(prepared)), options());
      const target = spec.split('@')[1] ?? '';
      const previous = before.find((each) => each.startsWith('weather@'))?.split('@')[1];
      const moments = chooseMoments(calls);
      let killed = 0;
      await forEachMoment(moments, async (moment) => {
        const to = await copy(prepared);
        if ((await killAtCall(command(to), moment, options())).killed) killed++;
        expect([undefined, previous, target]).toContain(await expectWholeOrNothing(join(to, 'weather')));
        await continueAfterKill(to, moment % 3, spec, previous);
        await rm(to, { recursive: true });
      });
      expect(killed).toBeGreaterThan(0.8 * moments.length);
    }, 10 * MINUTES);
  }

  // The next run may be of the same plugin, of another one, or an uninstall: each ends what was begun.
  async function continueAfterKill(to: string, next: number, spec: string, previous: string | undefined): Promise<void> {
    if (next === 0) {
      await installPlugin({ spec, to, registry: published }, machine.platform);
      expect(await expectSoundInstalls(to, machine.platform)).toMatchObject({ weather: spec.split('@')[1] });
      return;
    }
    await installPlugin({ spec: 'other', to, registry: published }, machine.platform);
    const { weather } = await expectSoundInstalls(to, machine.platform);
    expect([previous, spec.split('@')[1]]).toContain(weather);
    if (next === 1 || weather === undefined) return;
    await uninstallPlugin({ name: 'weather', to }, machine.platform);
    expect(await expectSoundInstalls(to, machine.platform)).toEqual({ other: '1.0.0' });
  }
});

describe('uninstall, killed with SIGKILL at 50 random moments', () => {
  test('the plugin is there as before or gone, and the next run succeeds', async () => {
    const prepared = await prepareInstall(['weather@1.0.0', 'other@1.0.0']);
    const command = (to: string): string[] => ['uninstall', 'weather', '--to', to];
    const calls = await countCalls(command(await copy(prepared)), options());
    await forEachMoment(chooseMoments(calls), async (moment) => {
      const to = await copy(prepared);
      await killAtCall(command(to), moment, options());
      expect([undefined, '1.0.0']).toContain(await expectWholeOrNothing(join(to, 'weather')));
      await installPlugin({ spec: 'other', to, registry: published }, machine.platform);
      const { weather } = await expectSoundInstalls(to, machine.platform);
      expect((await readdir(to)).includes('weather')).toBe(weather === '1.0.0');
      await rm(to, { recursive: true });
    });
  }, 10 * MINUTES);
});
