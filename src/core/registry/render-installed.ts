import { escapeText } from '../diagnostics/escape-text.ts';
import type { Painter } from '../diagnostics/render-diagnostic.ts';
import type { LimitRequests } from '../limits/plugin-limits.ts';
import { renderLimits } from '../limits/render-limits.ts';
import { renderPermission, type DescribedPermission } from './describe-permissions.ts';

/** What `install` shows. */
export interface RenderedInstall {
  readonly name: string;
  readonly version: string;
  readonly previous?: string;
  readonly digest: string;
  readonly keyId: string;
  readonly path: string;
  readonly permissions: readonly DescribedPermission[];
  readonly limits: LimitRequests;
}

/** Renders an install for a person: what it is, where it is, and what it may do. */
export function renderInstall({ name, version, previous, digest, keyId, path, permissions, limits }: RenderedInstall): string {
  const instead = previous === undefined || previous === version ? '' : ` in place of ${previous}`;
  const granted = permissions.length === 0 ? ['It is granted no permission.'] : ['It is granted:', ...permissions.flatMap(renderPermission).map((line) => `  ${line}`)];
  const asked = renderLimits(limits);
  return [`Installed ${name} ${version}${instead} in ${path}`, `  digest  ${digest}`, `  key     ${keyId}`, ...granted, ...(asked === undefined ? [] : [asked])].join('\n');
}

/** One line of `list`. */
export interface RenderedListItem {
  readonly name: string;
  readonly version: string;
  readonly state: string;
  readonly grants: readonly string[];
}

/** Renders the plugins of a folder for a person: one line each. */
export function renderList(folder: string, plugins: readonly RenderedListItem[], paint: Painter): string {
  if (plugins.length === 0) return `No plugin is installed in ${folder}.`;
  const name = widest(plugins.map((plugin) => plugin.name));
  const version = widest(plugins.map((plugin) => plugin.version));
  const state = widest(plugins.map((plugin) => plugin.state));
  return plugins
    .map((plugin) => {
      const grants = plugin.grants.length === 0 ? 'no permission' : escapeText(plugin.grants.join(', '));
      return `${paint.strong(plugin.name.padEnd(name))}${plugin.version.padEnd(version)}${plugin.state.padEnd(state)}${paint.faint(grants)}`;
    })
    .join('\n');
}

function widest(texts: readonly string[]): number {
  return Math.max(...texts.map((text) => text.length)) + 2;
}
