import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { beforeAll, describe, expect, test } from 'vitest';

const run = promisify(execFile);
const root = join(import.meta.dirname, '../../..');
const rules = createRequire(import.meta.url)(join(root, '.dependency-cruiser.cjs')) as {
  forbidden: readonly { name: string }[];
};

// One import per rule that the rule must refuse: [rule, importing file, imported module].
const BROKEN: readonly (readonly [rule: string, from: string, to: string])[] = [
  ['no-cycles', 'src/core/a.ts', './a.ts'],
  ['sdk-imports-nothing', 'sdk/index.ts', '../src/core/values.ts'],
  ['sdk-imports-nothing', 'sdk/index.ts', 'node:crypto'],
  ['core-is-pure', 'src/core/rules.ts', '../platform/platform.ts'],
  ['core-touches-nothing', 'src/core/rules.ts', 'node:fs'],
  ['core-touches-nothing', 'src/core/rules.ts', 'node:fs/promises'],
  ['core-touches-nothing', 'src/core/rules.ts', 'node:worker_threads'],
  ['adapters-below-operations', 'src/archive/write.ts', '../operations/pack.ts'],
  ['adapters-stay-apart', 'src/archive/write.ts', '../keyring/read.ts'],
  ['adapters-stay-apart', 'src/sandbox/engine.ts', '../host/manager.ts'],
  ['host-uses-sandbox-only', 'src/host/manager.ts', '../registry/store.ts'],
  ['test-runner-uses-host-only', 'src/test-runner/run.ts', '../archive/write.ts'],
  ['operations-below-cli', 'src/operations/pack.ts', '../cli/output.ts'],
  ['operations-touch-nothing', 'src/operations/pack.ts', 'node:fs'],
  ['operations-touch-nothing', 'src/operations/pack.ts', 'node:child_process'],
  ['commands-call-operations', 'src/cli/commands/pack.ts', '../../archive/write.ts'],
  ['nothing-imports-bin', 'src/cli/main.ts', '../../bin/plexi-plugin.ts'],
  ['no-tests-in-product', 'src/cli/main.ts', '../../test/helpers.ts'],
  ['resolvable', 'src/cli/main.ts', './nothing-here.ts'],
];

const ALLOWED: readonly (readonly [from: string, to: string])[] = [
  ['src/host/manager.ts', '../sandbox/engine.ts'],
  ['src/archive/write.ts', '../platform/platform.ts'],
  ['src/core/rules.ts', 'node:crypto'],
  ['src/core/rules.ts', '../../sdk/index.ts'],
  ['src/operations/pack.ts', '../archive/write.ts'],
  ['src/archive/write.ts', 'node:fs'],
];

const FILES = [
  'bin/plexi-plugin.ts', 'sdk/index.ts', 'test/helpers.ts', 'src/core/values.ts', 'src/core/rules.ts', 'src/platform/platform.ts', 'src/operations/pack.ts',
  'src/archive/write.ts', 'src/keyring/read.ts', 'src/sandbox/engine.ts', 'src/host/manager.ts', 'src/registry/store.ts', 'src/test-runner/run.ts', 'src/cli/main.ts',
  'src/cli/output.ts', 'src/cli/commands/pack.ts',
];

interface Cruise {
  readonly summary: { readonly violations: readonly { readonly from: string; readonly rule: { readonly name: string } }[] };
}

// Each import stands in a file of its own beside the one it is about, so that one run of the checker does for all.
const IMPORTS = [...BROKEN.map(([, from, to]) => ({ from, to })), ...ALLOWED.map(([from, to]) => ({ from, to }))].map(({ from, to }, index) => {
  const file = join(dirname(from), `import-${String(index)}.ts`);
  return { from, to, file, specifier: to === './a.ts' ? `./${basename(file)}` : to };
});

let violations: Cruise['summary']['violations'];

beforeAll(async () => {
  const tree = await mkdtemp(join(tmpdir(), 'plexi-layers-'));
  try {
    await Promise.all(FILES.map((file) => put(tree, file, 'export const value = 1;\n')));
    await Promise.all(IMPORTS.map(({ file, specifier }) => put(tree, file, `import '${specifier}';\nexport const value = 1;\n`)));
    await put(tree, 'tsconfig.json', '{"compilerOptions":{"module":"NodeNext","allowImportingTsExtensions":true,"noEmit":true}}');
    const depcruise = join(root, 'node_modules', '.bin', 'depcruise');
    const args = ['--config', join(root, '.dependency-cruiser.cjs'), '--output-type', 'json', 'bin', 'sdk', 'src'];
    const { stdout } = await run(depcruise, args, { cwd: tree }).catch((error: unknown) => error as { stdout: string });
    violations = (JSON.parse(stdout) as Cruise).summary.violations;
  } finally {
    await rm(tree, { recursive: true });
  }
});

function findBroken(from: string, to: string): readonly string[] {
  const file = IMPORTS.find((each) => each.from === from && each.to === to)?.file;
  return violations.filter((each) => each.from === file).map(({ rule }) => rule.name);
}

async function put(folder: string, file: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, file)), { recursive: true });
  await writeFile(join(folder, file), text);
}

describe('the layering rules', () => {
  test('each has an import here that breaks it', () => {
    expect(new Set(BROKEN.map(([rule]) => rule))).toEqual(new Set(rules.forbidden.map(({ name }) => name)));
  });

  for (const [rule, from, to] of BROKEN) {
    test(`${rule} refuses ${from} → ${to}`, () => {
      expect(findBroken(from, to)).toContain(rule);
    });
  }

  for (const [from, to] of ALLOWED) {
    test(`allows ${from} → ${to}`, () => {
      expect(findBroken(from, to)).toEqual([]);
    });
  }
});
