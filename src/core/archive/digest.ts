import { hash } from 'node:crypto';

/** `sha256:` and the lower-case hex hash of exact bytes. */
export type Digest = `sha256:${string}`;

const DIGEST = /^sha256:[0-9a-f]{64}$/;

/** Whether a value is a digest. */
export function isDigest(value: unknown): value is Digest {
  return typeof value === 'string' && DIGEST.test(value);
}

/** Computes the digest of bytes. */
export function computeDigest(bytes: Uint8Array): Digest {
  return `sha256:${hash('sha256', bytes, 'hex')}`;
}

/** The hex digits of a digest: the name of its blob. */
export function hexOf(digest: Digest): string {
  return digest.slice('sha256:'.length);
}
