import type { Digest } from '../core/archive/digest.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import type { Platform } from '../platform/platform.ts';
import { loadAndBundle } from './load-and-bundle.ts';

/** Which plugin to pack, and how. */
export interface PackRequest {
  /** The plugin's folder, absolute. */
  readonly directory: string;
  /** The archive to write; relative to `platform.cwd`. Beside the manifest when absent. */
  readonly out?: string | undefined;
  /** The name of the key that signs. */
  readonly key?: string | undefined;
  /** `false` packs without a signature. */
  readonly sign?: boolean;
}

/** An archive that was packed. */
export interface PackReport {
  readonly name: string;
  readonly version: string;
  /** Absolute. */
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Digest of the OCI manifest: what the release is called everywhere. */
  readonly digest: Digest;
  /** Digest of the file: another key gives another one. */
  readonly fileDigest: Digest;
  readonly signed: boolean;
  readonly keyId: KeyId | null;
  /** The name of the key on this machine; `null` when it is from the environment, or when nothing is signed. */
  readonly keyName: string | null;
  /** Whether the key was made just now. */
  readonly keyGenerated: boolean;
  /** How many files were packed, with manifest and bundle. */
  readonly files: number;
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Packs a plugin into one signed, reproducible archive. No code of the plugin runs.
 *
 * @throws {@link PlexiError} with every error that manifest, code or files have; `PLX3005`, `PLX3006`,
 *   `PLX3012` or `PLX3013` when no key can sign. An archive that is there stays as it is then.
 */
export async function packPlugin(request: PackRequest, platform: Platform): Promise<PackReport> {
  if (request.sign === false && request.key !== undefined) fail('PLX0002', { problem: '--key and --no-sign exclude each other', command: 'pack' });
  const bundled = await loadAndBundle(request.directory, platform);
  // Loaded while esbuild works.
  const { archivePlugin } = await import('./archive-plugin.ts');
  return archivePlugin(bundled, request, platform);
}
