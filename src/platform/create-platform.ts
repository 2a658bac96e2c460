import type { Platform, PlexiFolders } from './platform.ts';
import { locateFolders } from './folders.ts';
import { startProgress } from './progress.ts';
import { createPrompts } from './prompts.ts';
import { findToolRoot, readToolVersion } from './tool.ts';

/** What can differ from the process's own surroundings. */
export interface PlatformOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Take every default and ask nothing. */
  readonly yes?: boolean;
  readonly signal?: AbortSignal;
}

/** Makes the platform of this process. */
export function createPlatform(options: PlatformOptions = {}): Platform {
  const env = options.env ?? process.env;
  const signal = options.signal ?? new AbortController().signal;
  const assumeYes = options.yes ?? false;
  const ci = env['CI'];
  let folders: PlexiFolders | undefined;
  let tool: Platform['tool'] | undefined;
  return {
    cwd: options.cwd ?? process.cwd(),
    env,
    get folders() {
      return (folders ??= locateFolders(env));
    },
    get tool() {
      if (tool === undefined) {
        const root = findToolRoot();
        tool = { root, version: readToolVersion(root) };
      }
      return tool;
    },
    interactive: isTerminal() && !assumeYes && (ci === undefined || ci === '' || ci === 'false'),
    assumeYes,
    prompts: createPrompts(signal),
    signal,
    now: () => new Date(),
    progress: (label) => startProgress(label),
  };
}

function isTerminal(): boolean {
  return [process.stdin, process.stderr].every((stream) => stream.isTTY);
}
