import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createPluginManager } from '../../src/host/create-plugin-manager.ts';
import type { PluginManager } from '../../src/host/plugin-manager.ts';
import { buildPlugin } from '../helpers/build-plugin.ts';
import type { WebPiece } from './case.ts';
import { ABORT } from './cases/abort.ts';
import { BODIES } from './cases/bodies.ts';
import { EVENTS } from './cases/events.ts';
import { INTERPRETER } from './cases/interpreter.ts';
import { STREAMS } from './cases/streams.ts';
import { TIMERS } from './cases/timers.ts';

const PIECES: readonly WebPiece[] = [TIMERS, ABORT, EVENTS, STREAMS, ...BODIES, ...INTERPRETER];
const CASES = PIECES.flatMap(({ cases }) => cases);

const PLUGIN = `import { MessageProcessor } from 'plexi-plugin/sdk';
const CASES = [
${CASES.map(([, code]) => `async () => { ${code} },`).join('\n')}
];
export default class Observer extends MessageProcessor {
  override async healthCheck(number) {
    try { return { seen: JSON.stringify(await CASES[number]()) ?? null }; } catch (error) { return { threw: String(error) }; }
  }
}`;

const NodeFunction = (async () => {}).constructor as new (code: string) => () => Promise<unknown>;
let manager: PluginManager;

// The order of an object's keys is no promise of anybody.
function read(observed: unknown): unknown {
  const { seen } = observed as { readonly seen?: string | null };
  return typeof seen === 'string' ? (JSON.parse(seen) as unknown) : observed;
}

beforeAll(async () => {
  // On the machine's own clock: Node.js has no other.
  manager = createPluginManager();
  await manager.loadPlugin(await buildPlugin(PLUGIN), { grants: 'all' });
  await manager.enablePlugin('weather');
});
afterAll(() => manager.close());

describe('the sandbox and Node.js see the same', () => {
  for (const { names, cases } of PIECES) {
    describe(names.join(', '), () => {
      for (const [promise, code] of cases) {
        test(promise, async () => {
          const number = CASES.findIndex((each) => each[1] === code);
          const [observed] = await manager.executePlugin('weather', 'healthCheck', [number]);
          const seen = (JSON.stringify(await new NodeFunction(code)()) as string | undefined) ?? null;
          expect(read(observed)).toEqual(read({ seen }));
        });
      }
    });
  }
});
