import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { extractRelease } from '../../src/archive/extract-release.ts';
import { openArchive } from '../../src/archive/open-archive.ts';
import { exitCodeOf } from '../../src/cli/exit-codes.ts';
import { generatePrivateKey } from '../../src/core/signing/signer.ts';
import type { ArchiveState } from '../../src/core/signing/verdict.ts';
import { verifyArchive } from '../../src/operations/verify-archive.ts';
import { createPlatform } from '../../src/platform/create-platform.ts';
import type { Platform } from '../../src/platform/platform.ts';

/** A machine with one trusted key, on which archives are tried. */
export interface Bench {
  readonly folder: string;
  readonly key: KeyObject;
  readonly platform: Platform;
  /** Verifies an archive and tries to unpack it. */
  attempt(archive: Buffer): Promise<Attempt>;
  close(): Promise<void>;
}

/** What became of an archive. */
export interface Attempt {
  readonly state: ArchiveState;
  readonly codes: readonly string[];
  readonly exitCode: number;
  /** What unpacking left on the disk: names in the folder beside the archive. */
  readonly written: readonly string[];
  readonly unpacked: boolean;
}

/** Makes a machine in a temporary folder. Whoever makes it closes it. */
export async function createBench(): Promise<Bench> {
  const folder = await mkdtemp(join(tmpdir(), 'plexi-archive-'));
  const key = createPrivateKey(generatePrivateKey());
  const platform = createPlatform({ cwd: folder, env: { PLEXI_HOME: join(folder, 'home') } });
  await mkdir(join(platform.folders.keys, 'trusted'), { recursive: true });
  await writeFile(join(platform.folders.keys, 'trusted', 'author.pem'), createPublicKey(key).export({ type: 'spki', format: 'pem' }));
  return { folder, key, platform, attempt: (archive) => attempt(folder, platform, archive), close: () => rm(folder, { recursive: true, force: true }) };
}

async function attempt(folder: string, platform: Platform, archive: Buffer): Promise<Attempt> {
  const file = join(folder, 'attempt.plx');
  const target = await mkdtemp(join(folder, 'target-'));
  await writeFile(file, archive);
  const { state, diagnostics } = await verifyArchive({ file }, platform);
  const unpacked = await tryToUnpack(file, join(target, 'plugin'));
  const written = await readdir(target);
  await rm(target, { recursive: true });
  return { state, codes: diagnostics.map(({ code }) => code), exitCode: exitCodeOf(diagnostics), written, unpacked };
}

async function tryToUnpack(file: string, target: string): Promise<boolean> {
  try {
    const archive = await openArchive(file);
    try {
      await extractRelease(archive, archive.release, target);
      return true;
    } finally {
      await archive.close();
    }
  } catch {
    return false;
  }
}
