import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPlatform } from '../../../src/platform/create-platform.ts';

const root = join(import.meta.dirname, '../../..');

describe('createPlatform', () => {
  test('knows where plexi-plugin is installed, and its version', async () => {
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    expect(createPlatform().tool).toEqual({ root, version });
  });

  test('asks nothing with --yes, with CI set, or without a terminal', () => {
    expect(createPlatform({ yes: true }).interactive).toBe(false);
    expect(createPlatform({ env: { CI: 'true' } }).interactive).toBe(false);
    expect(createPlatform({ env: {} }).interactive).toBe([process.stdin, process.stderr].every((stream) => stream.isTTY));
  });

  test('says that --yes was given; CI is not --yes', () => {
    expect(createPlatform({ yes: true }).assumeYes).toBe(true);
    expect(createPlatform({ env: { CI: 'true' } }).assumeYes).toBe(false);
  });
});
