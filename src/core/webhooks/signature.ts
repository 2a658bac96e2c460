import { createHmac, timingSafeEqual } from 'node:crypto';

/**
 * How a webhook is signed. `standard`: the Standard Webhooks specification (id, time and body under one signature).
 * `github`: `X-Hub-Signature-256` over the body.
 */
export type SignatureScheme = 'standard' | 'github';

/** A webhook as it came. */
export interface SignedRequest {
  /** By name, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** What judging a signature takes. */
export interface SignaturePolicy {
  readonly scheme: SignatureScheme;
  readonly secret: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** How far the clock of the sender may be off. */
  readonly toleranceMs: number;
}

/** What became of a signature: `id` is the same for the same delivery, and nobody without the secret can choose it. */
export type SignatureVerdict = { readonly id: string } | { readonly refused: 'unsigned' | 'forged' | 'stale' };

/** The headers of a webhook that is signed as the Standard Webhooks specification says. */
export function signWebhook(id: string, now: number, body: Uint8Array, secret: string): Readonly<Record<string, string>> {
  const timestamp = String(Math.floor(now / 1_000));
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': `v1,${signStandard(id, timestamp, body, secret).toString('base64')}` };
}

/** The headers of a webhook that is signed by a scheme. */
export function signRequest(scheme: SignatureScheme, id: string, now: number, body: Uint8Array, secret: string): Readonly<Record<string, string>> {
  return scheme === 'github' ? { 'x-hub-signature-256': `sha256=${signGithub(body, secret).toString('hex')}` } : signWebhook(id, now, body, secret);
}

/** Judges a webhook that came in. The time it takes tells nothing about the signature. */
export function judgeSignature(request: SignedRequest, policy: SignaturePolicy): SignatureVerdict {
  return policy.scheme === 'github' ? judgeGithub(request, policy) : judgeStandard(request, policy);
}

function judgeStandard({ headers, body }: SignedRequest, { secret, now, toleranceMs }: SignaturePolicy): SignatureVerdict {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signatures } = headers;
  if (id === undefined || timestamp === undefined || signatures === undefined) return { refused: 'unsigned' };
  const expected = signStandard(id, timestamp, body, secret);
  // There may be several while a secret is being exchanged for another.
  const given = signatures.split(' ').flatMap((each) => (each.startsWith('v1,') ? [Buffer.from(each.slice(3), 'base64')] : []));
  if (!given.some((signature) => isSame(signature, expected))) return { refused: 'forged' };
  const age = Math.abs(now - Number(timestamp) * 1_000);
  return /^\d{1,12}$/.test(timestamp) && age <= toleranceMs ? { id } : { refused: 'stale' };
}

function judgeGithub({ headers, body }: SignedRequest, { secret }: SignaturePolicy): SignatureVerdict {
  const signature = headers['x-hub-signature-256'];
  if (signature === undefined) return { refused: 'unsigned' };
  const expected = signGithub(body, secret);
  const given = /^sha256=([0-9a-f]{64})$/i.exec(signature)?.[1] ?? '';
  // GitHub signs neither the id of a delivery nor its time: what nobody can choose is the signature itself.
  return isSame(Buffer.from(given, 'hex'), expected) ? { id: expected.toString('hex') } : { refused: 'forged' };
}

function signGithub(body: Uint8Array, secret: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

function signStandard(id: string, timestamp: string, body: Uint8Array, secret: string): Buffer {
  const key = secret.startsWith('whsec_') ? Buffer.from(secret.slice('whsec_'.length), 'base64') : secret;
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest();
}

function isSame(a: Buffer, b: Buffer): boolean {
  return a.length === b.length && timingSafeEqual(a, b);
}
