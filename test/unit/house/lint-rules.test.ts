import { join } from 'node:path';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

// The rules about who may touch what: [file, code, rule that refuses it].
const REFUSED: readonly (readonly [file: string, code: string, rule: string])[] = [
  ...['fetch("/")', 'setTimeout(f, 1)', 'setInterval(f, 1)', 'setImmediate(f)', 'queueMicrotask(f)', 'performance.now()', 'process.env', 'console.log(1)', 'new WebSocket(u)', 'new XMLHttpRequest()', 'navigator.language'].flatMap(
    (code) => [
      ['src/core/rules.ts', code, 'no-restricted-globals'] as const,
      ['src/operations/pack.ts', code, 'no-restricted-globals'] as const,
    ],
  ),
  ['src/core/rules.ts', 'Date.now()', 'no-restricted-properties'],
  ['src/core/rules.ts', 'Math.random()', 'no-restricted-properties'],
  ['src/core/rules.ts', 'new Date()', 'no-restricted-syntax'],
  ['src/operations/pack.ts', 'new Date()', 'no-restricted-syntax'],
  ['src/archive/write.ts', 'process.exit(1)', 'no-restricted-globals'],
  ['src/archive/write.ts', 'console.log(1)', 'no-restricted-globals'],
  ['src/cli/commands/pack.ts', 'process.exitCode = 1', 'no-restricted-globals'],
  ['src/testing/host.ts', 'console.log(1)', 'no-restricted-globals'],
  ['sdk/index.ts', 'fetch("/")', 'no-restricted-globals'],
  ['sdk/index.ts', 'process.env', 'no-restricted-globals'],
  ['sdk/index.ts', 'Buffer.from("")', 'no-restricted-globals'],
  ['src/core/rules.ts', 'export default 1', 'no-restricted-syntax'],
  ['src/archive/write.ts', 'export default 1', 'no-restricted-syntax'],
  ['src/core/rules.ts', 'const x: any = 1', '@typescript-eslint/no-explicit-any'],
  ['src/core/rules.ts', 'f()!', '@typescript-eslint/no-non-null-assertion'],
  ['src/core/rules.ts', 'function g(a: number) { a = 1; }', 'no-param-reassign'],
  ['src/core/rules.ts', '1 == x', 'eqeqeq'],
];

const ALLOWED: readonly (readonly [file: string, code: string])[] = [
  ['src/platform/create-platform.ts', 'process.env'],
  ['src/cli/main.ts', 'process.exitCode = 1'],
  ['src/sandbox/worker/main.ts', 'process.exit(1)'],
  ['src/archive/write.ts', 'setTimeout(f, 1)'],
  ['src/core/rules.ts', 'new Date("2026-01-01")'],
];

const eslint = new ESLint({
  cwd: root,
  // The files are not on disk, so the rules that need types are left out; none of those tested here does.
  overrideConfig: { ...tseslint.configs.disableTypeChecked, files: ['**/*.ts'] },
});

async function lint(file: string, code: string): Promise<(string | null)[]> {
  const [result] = await eslint.lintText(`${code};\n`, { filePath: join(root, file) });
  return (result?.messages ?? []).map(({ ruleId }) => ruleId);
}

describe('the lint rules', () => {
  for (const [file, code, rule] of REFUSED) {
    test(`${rule} refuses "${code}" in ${file}`, async () => {
      expect(await lint(file, code)).toContain(rule);
    });
  }

  for (const [file, code] of ALLOWED) {
    test(`allow "${code}" in ${file}`, async () => {
      const about = (await lint(file, code)).filter((rule) => rule?.startsWith('no-restricted') === true);
      expect(about).toEqual([]);
    });
  }
});
