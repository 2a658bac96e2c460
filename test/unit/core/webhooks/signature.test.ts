import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { judgeSignature, signWebhook, type SignaturePolicy } from '../../../../src/core/webhooks/signature.ts';

const NOW = Date.UTC(2026, 0, 1, 12);
const SECRET = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const BODY = bytes('{"event":"rain"}');
const standard: SignaturePolicy = { scheme: 'standard', secret: SECRET, now: NOW, toleranceMs: 300_000 };
const github: SignaturePolicy = { ...standard, scheme: 'github', secret: "It's a Secret to Everybody" };

describe('a standard webhook', () => {
  // The example of the Standard Webhooks specification.
  test('is signed as everybody else signs it', () => {
    const headers = signWebhook('msg_p5jXN8AQM9LWM0D4loKWxJek', 1_614_265_330_000, bytes('{"test": 2432232314}'), SECRET);
    expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  test('is accepted as it was signed', () => {
    fc.assert(fc.property(fc.string({ minLength: 1 }), fc.uint8Array(), fc.string({ minLength: 1 }), (id, body, secret) => {
      const headers = signWebhook(id, NOW, body, secret);
      expect(judgeSignature({ headers, body }, { ...standard, secret })).toEqual({ id });
    }));
  });

  test('is accepted when one of its signatures is right', () => {
    const headers = signWebhook('a', NOW, BODY, SECRET);
    const both = { ...headers, 'webhook-signature': `v1,AAAA v1a,BBBB ${headers['webhook-signature'] ?? ''}` };
    expect(judgeSignature({ headers: both, body: BODY }, standard)).toEqual({ id: 'a' });
  });

  const signed = signWebhook('a', NOW, BODY, SECRET);
  const REFUSED = [
    ['without a signature', { ...signed, 'webhook-signature': undefined }, BODY, 'unsigned'],
    ['without an id', { ...signed, 'webhook-id': undefined }, BODY, 'unsigned'],
    ['with another body', signed, bytes('{"event":"sun"}'), 'forged'],
    ['with another id', { ...signed, 'webhook-id': 'b' }, BODY, 'forged'],
    ['with another time', { ...signed, 'webhook-timestamp': '1' }, BODY, 'forged'],
    ['with half of the signature', { ...signed, 'webhook-signature': signed['webhook-signature']?.slice(0, 20) }, BODY, 'forged'],
    ['with an empty signature', { ...signed, 'webhook-signature': 'v1,' }, BODY, 'forged'],
    ['signed by somebody else', signWebhook('a', NOW, BODY, 'other'), BODY, 'forged'],
    ['that is too old', signWebhook('a', NOW - 301_000, BODY, SECRET), BODY, 'stale'],
    ['from the future', signWebhook('a', NOW + 301_000, BODY, SECRET), BODY, 'stale'],
  ] as const;
  for (const [what, headers, body, refused] of REFUSED) {
    test(`${what} is ${refused}`, () => {
      expect(judgeSignature({ headers: headers as Readonly<Record<string, string>>, body }, standard)).toEqual({ refused });
    });
  }
});

describe('a webhook of GitHub', () => {
  // The example of GitHub's documentation.
  const HEADER = 'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17';

  test('is accepted as GitHub signs it, and known again by its signature', () => {
    expect(judgeSignature({ headers: { 'x-hub-signature-256': HEADER }, body: bytes('Hello, World!') }, github)).toEqual({ id: HEADER.slice(7) });
  });

  const REFUSED = [
    ['without a signature', {}, 'unsigned'],
    ['with an old kind of signature only', { 'x-hub-signature': 'sha1=00' }, 'unsigned'],
    ['with another signature', { 'x-hub-signature-256': `sha256=${createHmac('sha256', 'other').update('Hello, World!').digest('hex')}` }, 'forged'],
    ['with something else behind it', { 'x-hub-signature-256': `${HEADER}00` }, 'forged'],
    ['with no digest', { 'x-hub-signature-256': 'sha256=' }, 'forged'],
  ] as const;
  for (const [what, headers, refused] of REFUSED) {
    test(`${what} is ${refused}`, () => {
      expect(judgeSignature({ headers, body: bytes('Hello, World!') }, github)).toEqual({ refused });
    });
  }
});
