import { extractRelease } from '../archive/extract-release.ts';
import { openArchive } from '../archive/open-archive.ts';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import { readUiFiles } from '../core/ui/ui-files.ts';
import type { Platform } from '../platform/platform.ts';
import { readKernels } from '../platform/read-kernels.ts';
import { createUnpackedFolder } from '../test-runner/unpacked-folder.ts';
import { loadPlugin } from './load-plugin.ts';
import type { PreparedPlugin } from './prepare-plugin.ts';

/** A packed plugin, ready for tests. */
export interface PackedPlugin extends Omit<PreparedPlugin, 'inputs'> {
  /** Where the sources and test files of the same plugin are, if they are at hand: archives hold neither. */
  readonly testDirectory: string | undefined;
}

/**
 * Reads a packed plugin strictly, extracts it, and takes its bundle from there. Signatures are for `verify` to judge.
 *
 * @param directory - A folder that may hold the sources of the plugin.
 * @param file - The archive, absolute.
 * @throws {@link PlexiError} `PLX20xx` when the archive is not in order; `PLX4214` when it holds no bundle.
 */
export async function openPacked(directory: string, file: string, platform: Platform): Promise<PackedPlugin> {
  const folder = await createUnpackedFolder();
  const archive = await openArchive(file);
  try {
    await extractRelease(archive, archive.release, folder.target, { signal: platform.signal });
    const { manifest, settingsSchema } = await loadPlugin(folder.target, platform);
    const [code, sourceMap] = await Promise.all([folder.read('dist/plugin.js'), folder.read('dist/plugin.js.map')]);
    if (code === undefined) fail('PLX4214', { file });
    const ui = await readUiFiles((path) => folder.read(path));
    const kernels = readKernels(folder.target, manifest);
    const testDirectory = await findSources(directory, manifest.name, platform);
    const source = {
      manifest,
      code,
      ...(sourceMap !== undefined && { sourceMap }),
      ...(ui && { ui }),
      ...(kernels && { kernels }),
      ...(settingsSchema && { settingsSchema }),
      ...(testDirectory !== undefined && { folder: testDirectory }),
    };
    return { plugin: { source, manifestFile: file }, testDirectory, diagnostics: [] };
  } finally {
    await archive.close();
    await folder.remove();
  }
}

async function findSources(directory: string, name: string, platform: Platform): Promise<string | undefined> {
  try {
    const { manifest } = await loadPlugin(directory, platform);
    return manifest.name === name ? directory : undefined;
  } catch (error) {
    // No plugin there, or one that is not in order: the archive is what is tested.
    if (error instanceof PlexiError) return undefined;
    throw error;
  }
}
