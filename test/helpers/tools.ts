import { spawnSync } from 'node:child_process';
import { test } from 'vitest';
import { findNode } from './find-node.ts';

const required = process.env['PLEXI_REQUIRE_TOOLS'] === '1';

/** Whether a program is on this machine. */
export function hasTool(program: string): boolean {
  return spawnSync(program, ['--version'], { stdio: 'ignore' }).error === undefined;
}

/** A test that needs programs: skipped by name where one is missing, unless `PLEXI_REQUIRE_TOOLS=1` makes that a failure. */
export function testWith(programs: readonly string[], name: string, run: () => Promise<void> | void): void {
  const missing = programs.filter((program) => !hasTool(program));
  if (missing.length === 0) test(name, run);
  else if (required) test(name, () => { throw new Error(`missing on this machine: ${missing.join(', ')}`); });
  else test.skip(`${name} (missing: ${missing.join(', ')})`);
}

/** A test under one version of Node.js: what is missing is treated as in {@link testWith}. */
export function testOnNode(major: number, name: string, run: (node: string) => Promise<void>): void {
  const node = findNode(major);
  if (node !== undefined) test(name, () => run(node));
  else if (required) test(name, () => { throw new Error(`missing on this machine: Node.js ${major}`); });
  else test.skip(`${name} (missing: Node.js ${major})`);
}
