import lt from 'semver/functions/lt.js';
import rcompare from 'semver/functions/rcompare.js';
import satisfies from 'semver/functions/satisfies.js';
import maxSatisfying from 'semver/ranges/max-satisfying.js';
import { fail } from '../diagnostics/plexi-error.ts';
import { findYank, type PluginRecord } from './plugin-record.ts';
import type { VersionRecord } from './version-record.ts';
import { formatReason, type Yank } from './yank.ts';

/** The version that a range chose. */
export interface Resolution {
  readonly record: VersionRecord;
  /** Set when the version is yanked, and chosen because it is locked. */
  readonly yank?: Yank;
}

/**
 * Chooses the highest version in a range.
 *
 * A pre-release is chosen only where the range names one of the same version, as npm does; a yanked version only
 * where it is the locked one.
 *
 * @param locked - The version that the lockfile has.
 * @throws {@link PlexiError} `PLX5006` when none matches, `PLX5007` when only yanked ones do, `PLX5031` when the highest is
 *   lower than the locked one.
 */
export function resolveVersion(plugin: PluginRecord, range: string, locked?: string): Resolution {
  const allowed = plugin.versions.filter(({ version }) => version === locked || findYank(plugin, version) === undefined);
  const chosen = findHighest(allowed, range);
  if (chosen === undefined) refuse(plugin, range);
  if (locked !== undefined && satisfies(locked, range) && lt(chosen.version, locked)) {
    fail('PLX5031', { name: plugin.name, locked, version: chosen.version });
  }
  const yank = findYank(plugin, chosen.version);
  return yank === undefined ? { record: chosen } : { record: chosen, yank };
}

/** The version that search results and `info` show: the highest one that is not yanked, releases before pre-releases. */
export function findLatest(plugin: PluginRecord): VersionRecord | undefined {
  const allowed = plugin.versions.filter(({ version }) => findYank(plugin, version) === undefined);
  return findHighest(allowed, '*') ?? sortVersions(allowed)[0];
}

/** Highest version first. */
export function sortVersions<Item extends { readonly version: string }>(items: readonly Item[]): readonly Item[] {
  return [...items].sort((a, b) => rcompare(a.version, b.version));
}

function findHighest(records: readonly VersionRecord[], range: string): VersionRecord | undefined {
  const highest = maxSatisfying(records.map(({ version }) => version), range);
  return records.find(({ version }) => version === highest);
}

function refuse(plugin: PluginRecord, range: string): never {
  const { name } = plugin;
  const latest = findLatest(plugin);
  const suggestion = latest === undefined ? 'ask the author for another version' : `install ${name}@${latest.version}`;
  const yanked = sortVersions(plugin.yanks).find(({ version }) => satisfies(version, range));
  if (yanked !== undefined) {
    fail('PLX5007', { name, version: yanked.version, reason: formatReason(yanked), suggestion });
  }
  fail('PLX5006', { name, range: range === '*' ? 'latest' : range, versions: `there are ${listVersions(plugin)}`, suggestion });
}

const LISTED = 5;

function listVersions({ versions }: PluginRecord): string {
  const shown = versions.slice(0, LISTED).map(({ version }) => version);
  const more = versions.length - shown.length;
  return `${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}
