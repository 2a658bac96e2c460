import { describe, expect, test } from 'vitest';
import { formatFailure } from '../../../src/sandbox/guest-failure.ts';

const text = (name: string, message: string): string => formatFailure({ name, message, code: '', stack: '' });

describe('a failure', () => {
  test('of a global that only Node.js or a page has says what to use instead', () => {
    expect(text('ReferenceError', 'Buffer is not defined')).toBe('ReferenceError: Buffer is not defined: use Uint8Array, TextEncoder and TextDecoder');
    expect(text('ReferenceError', 'WebSocket is not defined')).toContain('fetch');
    expect(text('ReferenceError', 'process is not defined')).toContain('this.config');
  });

  test('of anything else says what it says', () => {
    expect(text('ReferenceError', 'weather is not defined')).toBe('ReferenceError: weather is not defined');
    expect(text('ReferenceError', 'toString is not defined')).toBe('ReferenceError: toString is not defined');
    expect(text('Error', 'Buffer is not defined')).toBe('Error: Buffer is not defined');
  });
});
