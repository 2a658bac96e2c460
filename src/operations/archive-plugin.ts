import { resolve } from 'node:path';
import { writeArchive } from '../archive/write-archive.ts';
import type { Digest } from '../core/archive/digest.ts';
import { BUNDLE_PATH, SOURCE_MAP_PATH } from '../core/archive/layer-of.ts';
import type { PackedFile } from '../core/archive/packed-file.ts';
import { createPackingPlan } from '../core/archive/packing-plan.ts';
import { formatArchiveName } from '../core/archive/release-name.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { listNamedPaths } from '../core/manifest/named-paths.ts';
import type { KeyId } from '../core/signing/key-id.ts';
import { hasUi } from '../core/ui/has-ui.ts';
import { UI_FOLDER } from '../core/ui/ui-index.ts';
import type { Platform } from '../platform/platform.ts';
import { checkFiles } from '../project/check-files.ts';
import { listFiles, type FileList } from '../project/list-files.ts';
import type { PluginBundle } from './bundle-loaded.ts';
import { chooseSigner } from './choose-signer.ts';
import type { BundlingPlugin } from './load-and-bundle.ts';
import type { LoadedPlugin } from './load-plugin.ts';

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

/** Lists the files of a plugin, and packs its assets while its bundle is still in the making. */
export async function archivePlugin({ plugin, bundling }: BundlingPlugin, request: PackRequest, platform: Platform): Promise<PackReport> {
  const { name, version } = plugin.manifest;
  const listed = listAssets(plugin);
  const signing = request.sign === false ? undefined : await chooseSigner({ key: request.key }, platform);
  const file = request.out === undefined ? resolve(plugin.directory, formatArchiveName(name, version)) : resolve(platform.cwd, request.out);
  const files = [...describeCode(bundling), ...(await describeUi(plugin, bundling)), ...listed.files];
  const progress = platform.progress(`Packing ${name} ${version}`);
  try {
    const written = await writeArchive({ file, manifest: plugin.manifest, files, signer: signing?.signer, signal: platform.signal, progress });
    const { diagnostics } = await bundling;
    return {
      name,
      version,
      file,
      size: written.size,
      digest: written.digest,
      fileDigest: written.fileDigest,
      signed: signing !== undefined,
      keyId: written.keyId ?? null,
      keyName: signing?.name ?? null,
      keyGenerated: signing?.generated ?? false,
      files: files.length + 1,
      diagnostics: [...plugin.diagnostics, ...diagnostics, ...listed.diagnostics, ...(signing?.diagnostics ?? [])],
    };
  } finally {
    progress.end();
  }
}

/** The files of the plugin's folder that are packed, and warnings about them. */
function listAssets({ directory, manifest, document }: LoadedPlugin): FileList {
  const named = listNamedPaths(manifest);
  const modules = named.filter(({ use }) => use === 'entry point').map(({ path }) => path);
  const assets = named.filter(({ use }) => use !== 'entry point').map(({ path }) => path);
  const schemas = [manifest.settings_schema, manifest.config_schema].filter((schema) => typeof schema === 'string');
  const plan = createPackingPlan({ patterns: manifest.files, needed: [...assets, ...schemas], modules });
  const { files, diagnostics } = listFiles(directory, plan);
  const found = [...checkFiles(directory, manifest, document), ...diagnostics];
  failOnErrors(found);
  return { files, diagnostics: [...found, ...plan.checkPatterns(files.map(({ path }) => path))] };
}

// How many files there are is known when they are made: only a plugin that shows something waits for that.
async function describeUi({ manifest }: LoadedPlugin, bundling: Promise<PluginBundle>): Promise<readonly PackedFile[]> {
  if (!hasUi(manifest)) return [];
  const { ui } = await bundling;
  return (ui?.files ?? []).map(({ path, text }) => ({ path: `${UI_FOLDER}/${path}`, mode: '0644', content: { bytes: Buffer.from(text) } }));
}

function describeCode(bundling: Promise<PluginBundle>): readonly PackedFile[] {
  return [
    { path: BUNDLE_PATH, mode: '0644', content: { made: () => bundling.then(({ code }) => Buffer.from(code)) } },
    { path: SOURCE_MAP_PATH, mode: '0644', content: { made: () => bundling.then(({ sourceMap }) => Buffer.from(sourceMap)) } },
  ];
}
