import { lstat, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import { checkContents } from '../../src/archive/check-contents.ts';
import { readRelease } from '../../src/archive/read-release.ts';
import { computeDigest } from '../../src/core/archive/digest.ts';
import { parseRecordKey } from '../../src/core/registry/version-record.ts';
import { judgeRelease } from '../../src/core/signing/judge-release.ts';
import { listPlugins } from '../../src/operations/list-plugins.ts';
import { createPlatform } from '../../src/platform/create-platform.ts';
import type { Platform } from '../../src/platform/platform.ts';
import { checkInstalledFiles } from '../../src/registry/install-folder/check-installed-files.ts';
import { openMarker, readMarker } from '../../src/registry/install-folder/install-marker.ts';
import { openRegistry } from '../../src/registry/open-registry.ts';

/**
 * Expects a registry to hold together: every blob has its digest, and every version that exists is whole and signed.
 *
 * @returns The versions there are, as `name@version`.
 */
export async function expectSoundRegistry(registry: string, platform: Platform = createPlatform()): Promise<readonly string[]> {
  const blobs = join(registry, 'blobs', 'sha256');
  for (const name of await listNames(blobs)) expect(computeDigest(await readFile(join(blobs, name)))).toBe(`sha256:${name}`);
  const marker = await lstat(join(registry, 'plexi-registry.json')).catch(() => undefined);
  if (marker === undefined) {
    // Killed before the registry began to exist: nothing of it may be there but the note that was being written.
    expect((await listNames(registry)).filter((name) => !name.startsWith('plexi-registry.json'))).toEqual([]);
    return [];
  }
  const client = await openRegistry(registry, 'read', platform);
  const found: string[] = [];
  for (const name of await client.listNames()) {
    for (const record of (await client.readPlugin(name))?.versions ?? []) {
      const release = await readRelease(client, { manifest: record.manifest.digest, signature: record.signature.digest });
      await checkContents(client, release);
      expect(judgeRelease(release, { trusted: [parseRecordKey(record, 'the record')], revoked: [] }).state).toBe('trusted');
      expect([release.name, release.version]).toEqual([name, record.version]);
      found.push(`${name}@${record.version}`);
    }
  }
  return found;
}

/** Expects the place of a plugin to be empty, or to hold a whole plugin: whatever was killed. Answers its version. */
export async function expectWholeOrNothing(folder: string): Promise<string | undefined> {
  if ((await lstat(folder).catch(() => undefined)) === undefined) return undefined;
  const marker = await readMarker(folder);
  if (marker === undefined) throw new Error(`${folder} holds something without a note`);
  const release = await readRelease(openMarker(marker), { manifest: marker.digest });
  expect(await checkInstalledFiles(folder, release.config.files)).toEqual([]);
  return marker.version;
}

/** Expects an install folder to hold together after a run that was not killed: nothing is left of those that were. */
export async function expectSoundInstalls(to: string, platform: Platform): Promise<Readonly<Record<string, string>>> {
  const { plugins, diagnostics } = await listPlugins({ to, check: true }, platform);
  expect(diagnostics).toEqual([]);
  expect(plugins.map(({ state }) => state)).toEqual(plugins.map(() => 'intact'));
  const expected = [...plugins.map(({ name }) => name), '.plexi', 'plexi.lock'].sort();
  expect((await listNames(to)).toSorted()).toEqual(expected);
  for (const folder of ['staging', 'pending', 'replaced']) expect(await listNames(join(to, '.plexi', folder))).toEqual([]);
  return Object.fromEntries(plugins.map(({ name, version }) => [name, version]));
}

async function listNames(folder: string): Promise<readonly string[]> {
  return readdir(folder).catch(() => []);
}
