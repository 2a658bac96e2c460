import type { FileInfo } from '../../sdk/capabilities/files.ts';
import { HostCallError } from '../sandbox/engine.ts';
import { createPipe, type Pipe } from './pipe.ts';
import type { PluginScope } from './plugin-scope.ts';

/** The files that one plugin is writing, piece by piece. Its numbers mean nothing to others. */
export interface PluginUploads {
  /** @returns The number of the upload. */
  start(store: (content: AsyncIterable<Uint8Array>) => Promise<FileInfo>): number;
  /** Settles when there is room for more. */
  write(upload: number, bytes: Uint8Array): Promise<void>;
  finish(upload: number): Promise<FileInfo>;
  cancel(upload: number): void;
}

interface Upload {
  readonly pipe: Pipe;
  readonly stored: Promise<FileInfo>;
}

const MOST_UPLOADS = 8;

/** Makes the uploads of one sandbox: half an upload is none when that ends. */
export function createPluginUploads(scope: PluginScope): PluginUploads {
  const uploads = new Map<number, Upload>();
  let last = 0;

  function find(number: number): Upload {
    const found = uploads.get(number);
    if (found === undefined) throw new HostCallError('NOT_FOUND', `there is no upload ${number}`, { upload: number });
    return found;
  }

  function take(number: number): Upload {
    const upload = find(number);
    uploads.delete(number);
    return upload;
  }

  function cancelAll(reason: string): void {
    for (const { pipe } of uploads.values()) pipe.abort(new HostCallError('CANCELLED', reason));
    uploads.clear();
  }

  scope.onEnd(() => { cancelAll('the plugin has ended'); });
  scope.onRevoke((permission) => {
    if (permission === 'files.write') cancelAll('the permission was revoked');
  });

  return {
    start(store) {
      if (uploads.size >= MOST_UPLOADS) throw new HostCallError('TOO_MANY', `${MOST_UPLOADS} uploads are under way already: finish them first`, { limit: MOST_UPLOADS });
      last += 1;
      const pipe = createPipe();
      const stored = store(pipe.content);
      // Whoever writes or finishes is told; a plugin that is gone is not.
      stored.catch((error: unknown) => { pipe.abort(error); });
      uploads.set(last, { pipe, stored });
      return last;
    },
    write: (number, bytes) => find(number).pipe.write(bytes),
    finish(number) {
      const { pipe, stored } = take(number);
      pipe.end();
      return stored;
    },
    cancel(number) {
      take(number).pipe.abort(new HostCallError('CANCELLED', 'the upload was cancelled'));
    },
  };
}
