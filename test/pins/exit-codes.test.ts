import { expect, test } from 'vitest';
import { EXIT } from '../../src/cli/exit-codes.ts';

test('exit codes never change', () => {
  expect(EXIT).toEqual({
    done: 0,
    problems: 1,
    usage: 2,
    unsigned: 10,
    untrusted: 11,
    tampered: 12,
    malformed: 13,
    revoked: 14,
    bug: 70,
    interrupted: 130,
  });
});
