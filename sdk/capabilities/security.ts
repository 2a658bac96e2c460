import { callHost } from '../call-host.ts';

/** A hash function. */
export type HashAlgorithm = 'sha256' | 'sha512';

/**
 * Hashes, signs and compares. Needs no permission.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Invitations extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     const [command, given = ''] = message.content.split(' ');
 *     if (command === '!invite') {
 *       const token = this.security.randomToken();
 *       await this.storage.set('invitation', await this.security.hash(token));
 *       await this.messages.reply(message, token);
 *     } else if (command === '!join') {
 *       const expected = (await this.storage.get<string>('invitation')) ?? '';
 *       const isRight = this.security.equals(await this.security.hash(given), expected);
 *       await this.messages.reply(message, isRight ? 'welcome' : 'no');
 *     }
 *   }
 * }
 * ```
 */
export interface Security {
  /**
   * Hashes text or bytes.
   *
   * @param data - Text is hashed as UTF-8.
   * @param algorithm - Default: `sha256`.
   * @returns The hash in lower-case hex.
   */
  hash(data: string | Uint8Array, algorithm?: HashAlgorithm): Promise<string>;
  /**
   * Signs text or bytes: HMAC, RFC 2104.
   *
   * @param secret - Only those who have it can make the same signature.
   * @param data - Text is signed as UTF-8.
   * @param algorithm - Default: `sha256`.
   * @returns The signature in lower-case hex.
   */
  hmac(secret: string | Uint8Array, data: string | Uint8Array, algorithm?: HashAlgorithm): Promise<string>;
  /**
   * Makes a text that nobody can guess.
   *
   * @param bytes - How much randomness it holds: 16 or more; default: 32.
   * @returns Letters, digits, `-` and `_`.
   */
  randomToken(bytes?: number): string;
  /**
   * Compares two texts in a time that tells nothing about where they differ: for hashes, signatures and tokens.
   *
   * @param a - One.
   * @param b - The other.
   * @returns Whether they are the same.
   */
  equals(a: string, b: string): boolean;
}

/** Security on the host that runs this plugin. */
export const security: Security = {
  hash: async (data, algorithm) => (await callHost('security.hash', { data, algorithm })) as string,
  hmac: async (secret, data, algorithm) => (await callHost('security.hmac', { secret, data, algorithm })) as string,
  randomToken(bytes = 32) {
    if (!Number.isInteger(bytes) || bytes < 16 || bytes > 1_024) throw new RangeError(`a token holds 16 to 1024 random bytes, not ${String(bytes)}`);
    const random = crypto.getRandomValues(new Uint8Array(bytes));
    const text = btoa(Array.from(random, (byte) => String.fromCharCode(byte)).join(''));
    return text.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
  },
  equals(a, b) {
    // Every character is looked at, whatever the ones before it were.
    let difference = a.length ^ b.length;
    for (let at = 0; at < a.length; at++) difference |= a.charCodeAt(at) ^ b.charCodeAt(at % (b.length || 1));
    return difference === 0;
  },
};
