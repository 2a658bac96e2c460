import { fail } from '../core/diagnostics/plexi-error.ts';
import { listEntryPoints } from '../core/manifest/entry-points.ts';
import type { Manifest } from '../core/manifest/schema.ts';
import type { SandboxEntry } from '../sandbox/engine.ts';

/**
 * Makes sure that a bundle is what its manifest says.
 *
 * @throws {@link PlexiError} `PLX4106` when it registers other entry points, or the same ones as other kinds.
 */
export function checkEntries(manifest: Manifest, entries: readonly Pick<SandboxEntry, 'entry' | 'kind'>[]): void {
  const expected = listEntryPoints(manifest).map(format);
  const found = entries.map(format);
  const isSame = found.length === expected.length && expected.every((entry) => found.includes(entry));
  if (!isSame) fail('PLX4106', { plugin: manifest.name, found: found.join(', ') || 'nothing', expected: expected.join(', ') || 'nothing' });
}

function format({ entry, kind }: Pick<SandboxEntry, 'entry' | 'kind'>): string {
  return `${entry} (${kind})`;
}
