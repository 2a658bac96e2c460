import { renderPacked, type PackedArchive } from '../archive/render-packed.ts';
import { escapeText } from '../diagnostics/escape-text.ts';
import type { Painter } from '../diagnostics/render-diagnostic.ts';
import { renderPermission, type DescribedPermission } from './describe-permissions.ts';
import type { PluginDescription } from './describe-plugin.ts';
import type { PublishOutcome } from './publish-rules.ts';
import type { SearchHit } from './search-plugins.ts';

/** What `info` shows. */
export interface RenderedPlugin extends PluginDescription {
  readonly registry: string;
  /** The name this machine gave the owner's key; absent when it is not trusted. */
  readonly keyName?: string;
}

/** Renders a plugin of a registry for a person. */
export function renderPlugin(plugin: RenderedPlugin, paint: Painter): string {
  const trust = plugin.keyName === undefined ? 'not trusted here' : `trusted here as "${plugin.keyName}"`;
  const rows = [
    ['kinds', plugin.kinds.join(', ')],
    ['tags', plugin.tags.join(', ')],
    ['host versions', plugin.hostRange ?? 'any'],
    ['published', `${plugin.publishedAt}${renderYank(plugin.yanked)}`],
    ['digest', plugin.digest],
    ['key', `${plugin.owner.keyId} (${trust})`],
    ['versions', plugin.versions.map(({ version, yanked }) => `${version}${yanked === undefined ? '' : ' (yanked)'}`).join(', ')],
    ['registry', plugin.registry],
  ].filter(([, value]) => value !== '');
  const width = Math.max(...rows.map(([label = '']) => label.length)) + 2;
  return [
    paint.strong(`${plugin.name} ${plugin.version}`),
    escapeText(plugin.description),
    '',
    ...rows.map(([label = '', value = '']) => `${paint.faint(label.padEnd(width))}${escapeText(value)}`),
    '',
    ...renderPermissions(plugin.permissions),
  ].join('\n');
}

function renderYank(yanked: { readonly reason: string } | undefined): string {
  if (yanked === undefined) return '';
  return `, yanked${yanked.reason === '' ? '' : `: ${yanked.reason}`}`;
}

function renderPermissions(permissions: readonly DescribedPermission[]): readonly string[] {
  if (permissions.length === 0) return ['It asks for no permission.'];
  return ['It asks for these permissions:', ...permissions.flatMap(renderPermission).map((line) => `  ${line}`)];
}

/** Renders search results for a person: one line each. */
export function renderHits(hits: readonly SearchHit[], paint: Painter): string {
  if (hits.length === 0) return 'No plugin matches.';
  const width = Math.max(...hits.map(({ name, version }) => name.length + version.length)) + 3;
  return hits
    .map(({ name, version, description }) => {
      const gap = ' '.repeat(width - name.length - version.length - 1);
      return `${paint.strong(name)} ${paint.faint(version)}${gap}${escapeText(description)}`;
    })
    .join('\n');
}

/** What `publish` shows. */
export interface RenderedPublication {
  readonly outcome: PublishOutcome;
  readonly name: string;
  readonly version: string;
  readonly digest: string;
  readonly registry: string;
  readonly packed?: PackedArchive;
}

/** Renders a publication for a person, after the packing that came before. */
export function renderPublished({ outcome, name, version, digest, registry, packed }: RenderedPublication): string {
  const done = outcome === 'published' ? `Published ${name} ${version} in ${registry}` : `${name} ${version} is published in ${registry} already, with the same contents`;
  return packed === undefined ? `${done}\n  digest ${digest}` : `${renderPacked(packed)}\n${done}`;
}
