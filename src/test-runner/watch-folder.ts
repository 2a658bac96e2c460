import { watch } from 'chokidar';
import { sep } from 'node:path';

// The watcher drops changes of a file that follow another one within 50 ms: whoever reads later than that has seen them.
const QUIET_MS = 60;

// What tests write themselves, and what no plugin is made of.
const IGNORED = /(?:^|[\\/])(?:node_modules|dist|coverage|__snapshots__|\.[^\\/]+|[^\\/]+\.plx|[^\\/]+\.tmp|[^\\/]+~)$/;

/** A folder that is being watched. Whoever starts it closes it. */
export interface FolderWatch {
  /** Waits for the next changes. @returns The files, absolute; those since the last call count. */
  next(signal: AbortSignal): Promise<readonly string[]>;
  close(): Promise<void>;
}

/** Watches every file of a plugin's folder that can change what its tests say. */
export async function watchFolder(directory: string): Promise<FolderWatch> {
  const changed = new Set<string>();
  let wake: () => void = () => undefined;
  const watcher = watch(directory, {
    ignoreInitial: true,
    ignored: (path) => path.startsWith(directory + sep) && IGNORED.test(path.slice(directory.length)),
  });
  watcher.on('all', (_event, path) => {
    changed.add(path);
    wake();
  });
  await new Promise<void>((resolve) => watcher.once('ready', resolve));
  return {
    async next(signal) {
      if (changed.size === 0 && !signal.aborted) {
        await new Promise<void>((resolve) => {
          wake = resolve;
          signal.addEventListener('abort', () => { resolve(); }, { once: true });
        });
      }
      // An editor that saves several files, or one in several steps, is one change.
      if (!signal.aborted) await new Promise((resolve) => setTimeout(resolve, QUIET_MS));
      const files = [...changed];
      changed.clear();
      return files;
    },
    close: () => watcher.close(),
  };
}
