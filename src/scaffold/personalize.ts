import { toClassName } from './plugin-name.ts';
import { isText, type PluginFile, type TemplateFile } from './template.ts';

/** What makes a plugin somebody's own. */
export interface PluginIdentity {
  readonly name: string;
  readonly displayName: string;
  readonly description: string;
  readonly author: string;
  readonly license: string;
}

/** What the plugin depends on besides its author. */
export interface PluginSurroundings {
  /** The version of plexi-plugin the plugin is made with. */
  readonly toolVersion: string;
  readonly year: number;
}

/**
 * Turns the files of a template into those of a new plugin.
 *
 * A template is a complete plugin under a name of its own: its identity is read from its manifest and replaced by the
 * new one wherever it stands.
 */
export function personalizeFiles(
  files: readonly TemplateFile[],
  identity: PluginIdentity,
  surroundings: PluginSurroundings,
): readonly TemplateFile[] {
  const old = readIdentity(files.filter(isText));
  return files.map((file) => (isText(file) ? { ...file, text: replaceAll(file.text, listReplacements(file.path, old, identity, surroundings)) } : file));
}

function readIdentity(files: readonly PluginFile[]): PluginIdentity {
  const manifest = JSON.parse(files.find(({ path }) => path === 'plugin.json')?.text ?? '{}') as Readonly<Record<string, string>>;
  const { name = '', display_name: displayName = name, description = '', author = '', license = '' } = manifest;
  return { name, displayName, description, author, license };
}

type Replacements = ReadonlyMap<string, string>;

function listReplacements(path: string, old: PluginIdentity, identity: PluginIdentity, { toolVersion, year }: PluginSurroundings): Replacements {
  const names: [string, string][] = [
    [old.name, identity.name],
    [old.displayName, identity.displayName],
    [toClassName(old.name), toClassName(identity.name)],
  ];
  const words: [string, string][] = [
    [old.description, identity.description],
    [old.author, identity.author],
    [old.license, identity.license],
  ];
  if (path === 'package.json') return new Map([[`"${old.name}"`, JSON.stringify(toNpmName(identity.name))], [PINNED, JSON.stringify(`^${toolVersion}`)]]);
  if (path === 'LICENSE') return new Map([[old.author, identity.author], [YEAR, String(year)]]);
  if (path.endsWith('.json')) return new Map([...names, ...words].map(([from, to]) => [JSON.stringify(from), JSON.stringify(to)]));
  // Only names are safe in code: they are made of letters and digits.
  return new Map(path.endsWith('.md') ? [...names, ...words] : names);
}

// The template's own values, as it has to be valid where it is.
const PINNED = '"^0.1.0"';
const YEAR = '2026';

function toNpmName(name: string): string {
  return name.includes('/') ? `@${name}` : name;
}

// All at once, longest first: what was put in is never replaced again.
function replaceAll(text: string, replacements: Replacements): string {
  const sorted = [...replacements.keys()].sort((a, b) => b.length - a.length);
  const pattern = new RegExp(`(?<![\\w-])(?:${sorted.map(escapePattern).join('|')})(?![\\w-])`, 'g');
  return text.replace(pattern, (found) => replacements.get(found) ?? found);
}

function escapePattern(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
