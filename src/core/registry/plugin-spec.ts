import validRange from 'semver/ranges/valid.js';
import { isReleaseName, isReleaseVersion } from '../archive/release-name.ts';
import { fail } from '../diagnostics/plexi-error.ts';

/** A plugin and which of its versions: `weather@^1.2`. */
export interface PluginSpec {
  readonly name: string;
  /** A range as npm writes it; `*` when none was given, or `latest`. */
  readonly range: string;
}

/** A plugin and one version: `weather@1.2.0`. */
export interface VersionSpec {
  readonly name: string;
  readonly version: string;
}

/**
 * Parses `NAME`, `NAME@VERSION`, `NAME@RANGE` or `NAME@latest`.
 *
 * @throws {@link PlexiError} `PLX5012` when it is none.
 */
export function parsePluginSpec(text: string): PluginSpec {
  const { name, rest } = splitSpec(text);
  const range = rest === undefined || rest === 'latest' ? '*' : rest.trim();
  if (!isReleaseName(name) || range === '' || validRange(range) === null) {
    fail('PLX5012', { spec: text, expected: 'plugin name with a version or range' });
  }
  return { name, range };
}

/**
 * Parses `NAME@VERSION`.
 *
 * @throws {@link PlexiError} `PLX5012` when it is something else.
 */
export function parseVersionSpec(text: string): VersionSpec {
  const { name, rest } = splitSpec(text);
  if (!isReleaseName(name) || !isReleaseVersion(rest)) fail('PLX5012', { spec: text, expected: 'plugin name with a version' });
  return { name, version: rest };
}

/**
 * Parses a plugin's name.
 *
 * @throws {@link PlexiError} `PLX5012` when it is none.
 */
export function parsePluginName(text: string): string {
  if (!isReleaseName(text)) fail('PLX5012', { spec: text, expected: 'plugin name' });
  return text;
}

function splitSpec(text: string): { readonly name: string; readonly rest: string | undefined } {
  const at = text.indexOf('@');
  return at === -1 ? { name: text, rest: undefined } : { name: text.slice(0, at), rest: text.slice(at + 1) };
}
