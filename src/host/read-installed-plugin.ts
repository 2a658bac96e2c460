import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { checkManifest } from '../core/manifest/check-manifest.ts';
import { parseJson } from '../core/manifest/parse-json.ts';
import type { JsonObject, Manifest } from '../core/manifest/schema.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { readUiFiles } from '../core/ui/ui-files.ts';
import { readKernels } from '../platform/read-kernels.ts';
import type { PluginSource } from './plugin-source.ts';

const MANIFESTS = ['plugin.json', 'plugin.yaml', 'plugin.yml'] as const;
const CODE = join('dist', 'plugin.js');

/**
 * Reads a plugin from a folder that was installed or built: its manifest, `dist/plugin.js` with its source map, what it
 * brings to browsers, and its kernels.
 *
 * @param directory - The plugin's folder.
 * @throws {@link PlexiError} `PLX4111` when a file is missing; `PLX11xx` and `PLX12xx` when the manifest has errors;
 *   `PLX4130` when what it brings to browsers is not in order.
 */
export async function readInstalledPlugin(directory: string): Promise<PluginSource> {
  const folder = resolve(directory);
  const document = await readManifest(folder);
  const { manifest, diagnostics } = checkManifest(document);
  failOnErrors(diagnostics);
  if (manifest === undefined) throw new Error('a manifest without a problem has the right shape');
  const code = (await readText(folder, CODE)) ?? fail('PLX4111', { directory: folder, file: CODE });
  const sourceMap = await readText(folder, `${CODE}.map`);
  const ui = await readUiFiles((path) => readText(folder, path));
  const kernels = readKernels(folder, manifest);
  const settingsSchema = await readSettingsSchema(folder, manifest);
  return { manifest, code, folder, ...(sourceMap !== undefined && { sourceMap }), ...(ui && { ui }), ...(kernels && { kernels }), ...(settingsSchema && { settingsSchema }) };
}

async function readManifest(folder: string): Promise<SourceDocument> {
  for (const name of MANIFESTS) {
    const document = await readDocument(folder, name);
    if (document !== undefined) return document;
  }
  return fail('PLX4111', { directory: folder, file: MANIFESTS[0] });
}

async function readSettingsSchema(folder: string, { settings_schema: settings, config_schema: config }: Manifest): Promise<JsonObject | undefined> {
  const schema = settings ?? config;
  if (typeof schema !== 'string') return schema;
  const document = (await readDocument(folder, schema)) ?? fail('PLX4111', { directory: folder, file: schema });
  return document.value as JsonObject;
}

async function readDocument(folder: string, name: string): Promise<SourceDocument | undefined> {
  const text = await readText(folder, name);
  if (text === undefined) return undefined;
  if (name.endsWith('.json')) return parseJson(join(folder, name), text);
  const { parseYaml } = await import('../core/manifest/parse-yaml.ts');
  return parseYaml(join(folder, name), text);
}

async function readText(folder: string, name: string): Promise<string | undefined> {
  try {
    return await readFile(join(folder, name), 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    return fail('PLX4111', { directory: folder, file: name }, { cause: error });
  }
}
