import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeArchive } from '../../src/archive/write-archive.ts';
import type { PackedFile } from '../../src/core/archive/packed-file.ts';
import { createTestHost } from '../../src/testing/index.ts';
import { runCli } from '../helpers/run-cli.ts';

// Called while tests are collected, when none runs.
const outside: Promise<unknown> = createTestHost().catch((error: unknown) => error);

describe('what rarely happens', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'plexi-unusual-'));
    await runCli(['init', 'weather', '--yes', '--no-install'], { cwd: folder });
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  async function packCode(fields: object, files: readonly PackedFile[]): Promise<string> {
    const file = join(folder, `${String(files.length)}.plx`);
    const manifest = { ...(JSON.parse(await readFile(join(folder, 'weather', 'plugin.json'), 'utf8')) as { name: string; version: string }), icon: 'star', ...fields };
    const progress = { update: () => undefined, end: () => undefined };
    await writeArchive({ file, manifest, files, signal: new AbortController().signal, progress });
    return file;
  }

  test('a bundler that cannot be started is PLX1316', async () => {
    const broken = join(folder, 'broken-esbuild');
    await writeFile(broken, '#!/bin/sh\nexit 1\n', { mode: 0o755 });
    const { code, json } = await runCli(['build', '--cwd', 'weather', '--json'], { cwd: folder, env: { ESBUILD_BINARY_PATH: broken } });
    expect(code).toBe(1);
    expect(json.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['PLX1316']);
  });

  test('a test host outside of a test is PLX4211', async () => {
    expect(await outside).toMatchObject({ code: 'PLX4211' });
  });

  test('an archive without a bundle cannot be tested: PLX4214', async () => {
    const archive = await packCode({}, []);
    const { code, json } = await runCli(['test', '--packed', archive, '--json'], { cwd: folder });
    expect(code).toBe(1);
    expect(json.diagnostics.map((diagnostic) => diagnostic.code)).toEqual(['PLX4214']);
  });
});
