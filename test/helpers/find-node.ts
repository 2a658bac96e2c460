import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';

/** The versions of Node.js that plexi-plugin runs on. */
export const NODE_VERSIONS = [20, 22, 24] as const;

/** Finds a Node.js: the one that runs this, or one that `.ci/install-tools` has installed. */
export function findNode(major: number): string | undefined {
  if (Number.parseInt(process.versions.node, 10) === major) return process.execPath;
  const installed = join(homedir(), '.cache', 'plexi-plugin', 'nodes', 'node_modules', `node${major}`, 'bin', 'node');
  return existsSync(installed) ? installed : undefined;
}
