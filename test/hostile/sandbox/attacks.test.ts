import { createRequire } from 'node:module';
import { compileFunction } from 'node:vm';
import { beforeAll, describe, expect, test } from 'vitest';
import { findBwrap } from '../../../src/sandbox/process/bwrap.ts';
import { findNoNamespaces } from '../../helpers/child-processes.ts';
import { NODE_VERSIONS } from '../../helpers/find-node.ts';
import { testOnNode } from '../../helpers/tools.ts';
import { attackAll, findProblems, type Verdict } from './attack-all.ts';
import { buildProgram, runProgram } from './build-program.ts';
import { openCanaries } from './canaries.ts';
import { MODES, type Mode } from './modes.ts';
import { PAYLOAD_CLASSES } from './payloads/all.ts';
import { USES } from './payloads/reaches.ts';

const isLinux = process.platform === 'linux';
const noNamespaces = isLinux ? findNoNamespaces() : 'this is not Linux';
const PATIENCE_MS = 300_000;
/** Where attacks are tried that use up what a plugin may use: that takes seconds of the processor, so it is some of them, once for each Node.js. */
const HEAVY: Readonly<Record<(typeof NODE_VERSIONS)[number], Mode>> = { 20: 'thread', 22: 'namespaces', 24: 'process' };
const OWN = Number.parseInt(process.versions.node, 10);

describe('a canary', () => {
  for (const [use, expression] of USES) {
    test(`is heard when something could ${use}`, async () => {
      const canaries = await openCanaries();
      expect(canaries.listReached('')).toEqual([]);
      // As it would be with all that Node.js has.
      const reach = compileFunction(`return String(${expression});`, ['require', 'args']) as (require: unknown, args: unknown) => string;
      const output = reach(createRequire(import.meta.url), [canaries.guarded]);
      await expect.poll(() => canaries.listReached(output)).toHaveLength(1);
      await canaries.close();
    });
  }
});

describe('in a thread of its host', () => {
  let verdict: Verdict;
  beforeAll(async () => {
    verdict = await attackAll('thread', PAYLOAD_CLASSES);
  }, PATIENCE_MS);

  for (const { name, payloads } of PAYLOAD_CLASSES) {
    describe(name, () => {
      for (const payload of payloads) {
        test(payload.name, () => {
          const outcome = verdict.classes.find((each) => each.name === name)?.outcomes.find((each) => each.name === payload.name);
          expect(outcome).toEqual({ name: payload.name });
        });
      }
    });
  }
});

describe('everywhere else', () => {
  let program: string;
  beforeAll(async () => {
    program = await buildProgram();
  });

  for (const major of NODE_VERSIONS) {
    for (const mode of Object.keys(MODES) as Mode[]) {
      if (major === OWN && mode === 'thread') continue;
      const name = `nothing gets through under Node.js ${major}: ${mode}`;
      // What is not installed is missing; what the system forbids is not to be had.
      if (mode === 'namespaces' && noNamespaces !== undefined && (!isLinux || findBwrap() !== undefined)) {
        test.skip(`${name} (${noNamespaces})`);
        continue;
      }
      testOnNode(major, name, async (node) => {
        const verdict = await runProgram(node, program, mode, HEAVY[major] === mode ? 'some' : 'light');
        expect(findProblems(verdict)).toEqual([]);
        expect({ node: Number.parseInt(verdict.node, 10), isolation: verdict.isolation }).toEqual({ node: major, isolation: mode });
      });
    }
  }
});
