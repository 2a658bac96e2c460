import { isDigest, type Digest } from './digest.ts';
import type { JsonReader } from '../json/json-reader.ts';

/** A digest with the size of its blob. */
export interface BlobReference {
  readonly digest: Digest;
  readonly size: number;
}

/** Reads digest and size of a descriptor. */
export function readReference(json: JsonReader, limit: number): BlobReference {
  return { digest: json.at('digest').matching(isDigest, 'a digest'), size: json.at('size').count(limit) };
}
