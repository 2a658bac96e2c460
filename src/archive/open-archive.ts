import type { BlobSource, ReleaseReference } from '../core/archive/release.ts';

/** An archive file whose members were walked strictly. Whoever opens it closes it. */
export interface OpenArchive extends BlobSource {
  readonly file: string;
  readonly size: number;
  readonly reference: ReleaseReference;
  close(): Promise<void>;
}

/** Opens an archive file and checks the tar around its blobs. */
export async function openArchive(file: string): Promise<OpenArchive> {
  return Promise.reject(new Error(`not written yet: ${file}`));
}
