import { readdirSync, realpathSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findSimilar } from '../core/diagnostics/find-similar.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { parseJson } from '../core/manifest/parse-json.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { readText } from './read-text.ts';

const NAMES: readonly string[] = ['plugin.json', 'plugin.yaml', 'plugin.yml'];

/**
 * Finds and parses the manifest of a plugin's folder.
 *
 * @throws {@link PlexiError} `PLX1001` when there is none, `PLX1002` when there are two, `PLX1003` to `PLX1005` and `PLX1007`
 *   when it cannot be read, `PLX1101` to `PLX1104` when it cannot be parsed.
 */
export async function readManifest(directory: string): Promise<SourceDocument> {
  // Listed and not looked up: a file system that ignores case would find a "Plugin.json" that others miss.
  const names = readdirSync(directory);
  const [first, second] = NAMES.filter((name) => names.includes(name));
  if (first === undefined) return fail('PLX1001', { directory, suggestion: suggest(names) });
  if (second !== undefined) fail('PLX1002', { first, second }, { location: { file: join(directory, second) } });
  return readDocument(directory, first);
}

function suggest(names: readonly string[]): string {
  const candidates = names.filter((name) => /\.(?:json|ya?ml)$/i.test(name) && !/^(?:package(?:-lock)?|tsconfig.*)\.json$/.test(name));
  const similar = candidates.find((name) => NAMES.includes(name.toLowerCase())) ?? candidates.find((name) => /^manifest\./i.test(name)) ?? candidates.find((name) => findSimilar(name, NAMES));
  if (similar !== undefined) return `rename "${similar}" to "plugin${similar.slice(similar.lastIndexOf('.')).toLowerCase()}"`;
  return 'run the command in a plugin’s folder, name the folder with --cwd, or make a plugin with "plexi-plugin init"';
}

/** Reads and parses one JSON or YAML file of a plugin's folder. */
export async function readDocument(directory: string, name: string): Promise<SourceDocument> {
  const file = join(directory, name);
  const text = readText(directory, name);
  // A link may lead to another file of the folder; the archive could not hold one that leads out of it.
  if (relative(realpathSync(directory), realpathSync(file)).startsWith('..')) fail('PLX1007', { path: name }, { location: { file } });
  if (/\.json$/i.test(name)) return parseJson(file, text);
  // Loading the parser of YAML takes as long as reading everything that is JSON.
  const { parseYaml } = await import('../core/manifest/parse-yaml.ts');
  return parseYaml(file, text);
}
