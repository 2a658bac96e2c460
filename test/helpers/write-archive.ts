import { join } from 'node:path';
import { writeArchive, type WrittenArchive } from '../../src/archive/write-archive.ts';
import type { PackedFile } from '../../src/core/archive/packed-file.ts';
import { createSigner, generatePrivateKey, type Signer } from '../../src/core/signing/signer.ts';

/** How to write a test's archive; without `signer` it gets a new key, with `null` none. */
export interface TestArchive {
  readonly folder: string;
  readonly name?: string;
  readonly files?: readonly PackedFile[];
  readonly signer?: Signer | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number) => void;
}

/** Writes an archive of the plugin `weather` 1.0.0 with some files. */
export async function writeTestArchive({ folder, name = 'weather.plx', files = [], signer, signal, onProgress }: TestArchive): Promise<WrittenArchive> {
  return writeArchive({
    file: join(folder, name),
    manifest: { name: 'weather', version: '1.0.0', description: 'Tells the weather.', type: 'message-processor', entry_point: 'src/index.ts' },
    files: [bytesFile('dist/plugin.js', '(() => {})();\n'), ...files],
    signer: signer === null ? undefined : (signer ?? newSigner()),
    signal: signal ?? new AbortController().signal,
    progress: { update: onProgress ?? (() => undefined), end: () => undefined },
  });
}

/** A signer with a new key. */
export function newSigner(): Signer {
  return createSigner(generatePrivateKey(), 'test');
}

/** A file to pack whose bytes are at hand. */
export function bytesFile(path: string, text: string | Buffer, mode: '0644' | '0755' = '0644'): PackedFile {
  return { path, mode, content: { bytes: Buffer.from(text) } };
}
