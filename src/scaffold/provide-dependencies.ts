import type { Platform } from '../platform/platform.ts';
import { findToolOrigin, linkTool } from './link-tool.ts';
import { installDependencies, type NpmOutcome } from './run-npm.ts';

/** How a new plugin got its dependencies. */
export interface ProvidedDependencies {
  /** Whether npm installed plexi-plugin, or it linked itself into `node_modules`. */
  readonly tool: 'installed' | 'linked';
  /** Why npm could not install what else there is. */
  readonly failure?: NpmOutcome;
}

/** Installs the dependencies of a new plugin; whatever npm does, plexi-plugin is in `node_modules` afterwards. */
export async function provideDependencies(directory: string, install: boolean, platform: Platform): Promise<ProvidedDependencies> {
  const { root } = platform.tool;
  const origin = findToolOrigin(root);
  // A checkout is newer than what a registry has, and whoever works on it wants to try it.
  if (install && origin !== 'checkout') {
    const outcome = await installDependencies(directory, platform);
    if (outcome.ok) return { tool: 'installed' };
    await linkTool(directory, root, origin);
    if (origin === 'registry' || !isUnpublished(outcome)) return { tool: 'linked', failure: outcome };
  } else {
    await linkTool(directory, root, origin);
  }
  if (!install) return { tool: 'linked' };
  // npm keeps a link that has the right version, and installs the rest.
  const outcome = await installDependencies(directory, platform);
  return outcome.ok ? { tool: 'linked' } : { tool: 'linked', failure: outcome };
}

/** Whether npm's registry does not have a package, or not in the version that is asked for. */
export function isUnpublished({ code }: NpmOutcome): boolean {
  return code === 'E404' || code === 'ETARGET';
}
