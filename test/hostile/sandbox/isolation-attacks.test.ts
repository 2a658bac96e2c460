import { describe } from 'vitest';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { createPromises } from './create-promises.ts';
import type { Payload } from './payload.ts';
import { BOUNDARY, BYTES_BESIDE, POLLUTION } from './payloads/boundary.ts';
import { ESCAPES } from './payloads/escapes.ts';
import { RESOURCES } from './payloads/resources.ts';
import { createReaches } from './payloads/reaches.ts';

const { promise, promiseNothingReached } = createPromises(createQuickJsEngine({ isolation: 'process' }));

// The same interpreter with the same checks: a few of each class show that they hold here, too.
const EACH = process.env['PLEXI_ALL_ATTACKS'] === '1' ? Infinity : 3;

describe('in a process of its own', () => {
  for (const [what, payloads] of [
    ['ways out', ESCAPES],
    ['what must not be reached', createReaches()],
    ['across the boundary', BOUNDARY],
    ['bytes beside the JSON', BYTES_BESIDE],
    ['prototypes and globals', POLLUTION],
    ['more than its share', RESOURCES],
  ] as const) {
    describe(what, () => {
      choose(payloads).forEach(promise);
    });
  }
  promiseNothingReached();
});

function choose(payloads: readonly Payload[]): readonly Payload[] {
  const step = Math.max(1, Math.floor(payloads.length / EACH));
  return payloads.filter((_, index) => index % step === 0);
}
