import { lstatSync } from 'node:fs';
import { join } from 'node:path';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { parseJson } from '../core/manifest/parse-json.ts';
import { parseYaml } from '../core/manifest/parse-yaml.ts';
import type { SourceDocument } from '../core/manifest/source-document.ts';
import { readText } from './read-text.ts';

const NAMES = ['plugin.json', 'plugin.yaml', 'plugin.yml'] as const;

/**
 * Finds and parses the manifest of a plugin's folder.
 *
 * @throws {@link PlexiError} `PLX1001` when there is none, `PLX1002` when there are two, `PLX1003` to `PLX1005` when it cannot be
 *   read, `PLX1101` to `PLX1104` when it cannot be parsed.
 */
export function readManifest(directory: string): SourceDocument {
  const [first, second] = NAMES.filter((name) => lstatSync(join(directory, name), { throwIfNoEntry: false }) !== undefined);
  if (first === undefined) return fail('PLX1001', { directory });
  if (second !== undefined) fail('PLX1002', { first, second }, { location: { file: join(directory, second) } });
  return readDocument(directory, first);
}

/** Reads and parses one JSON or YAML file of a plugin's folder. */
export function readDocument(directory: string, name: string): SourceDocument {
  const file = join(directory, name);
  const text = readText(directory, name);
  return name.endsWith('.json') ? parseJson(file, text) : parseYaml(file, text);
}
