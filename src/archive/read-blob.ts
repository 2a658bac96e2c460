import type { BlobReference } from '../core/archive/blob-reference.ts';
import { computeDigest, type Digest } from '../core/archive/digest.ts';
import type { BlobName } from '../core/archive/json-blob.ts';
import type { BlobSource } from '../core/archive/release.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';

/** What is read, and how much of it at most. */
export interface BlobRequest {
  readonly blob: BlobName;
  readonly digest: Digest;
  readonly limit: number;
}

/**
 * Reads a whole blob, and checks its digest before anybody looks at its bytes.
 *
 * @throws {@link PlexiError} `PLX2038` when it is longer than its limit; `PLX2040` when its digest differs.
 */
export async function readBlob(source: BlobSource, { blob, digest, limit }: BlobRequest): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of source.open(digest)) {
    size += part.length;
    if (size > limit) fail('PLX2038', { what: `a ${blob} of more than ${limit} bytes`, limit });
    parts.push(part);
  }
  const bytes = Buffer.concat(parts);
  if (computeDigest(bytes) !== digest) fail('PLX2040', { what: `the ${blob}` });
  return bytes;
}

/** Reads a blob whose size is known as well. */
export async function readReferenced(source: BlobSource, blob: BlobName, { digest, size }: BlobReference): Promise<Uint8Array> {
  const bytes = await readBlob(source, { blob, digest, limit: size });
  if (bytes.length !== size) fail('PLX2034', { blob, problem: `it has ${bytes.length} bytes, and its descriptor says ${size}` });
  return bytes;
}
