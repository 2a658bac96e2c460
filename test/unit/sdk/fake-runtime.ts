import { afterEach } from 'vitest';
import type { BoundaryValue, PlexiRuntime, RuntimeEntry } from '../../../sdk/runtime-interface.ts';
import { putInto } from './attached.ts';

/** What a sandbox offers, as a plain object: what the SDK asks of it can be looked at. */
export interface FakeRuntime {
  readonly calls: (readonly [method: string, params: BoundaryValue])[];
  readonly lines: (readonly [level: string, text: string])[];
  readonly entries: readonly RuntimeEntry[];
}

/** Puts a runtime where the SDK looks for it, until the test ends. */
export function installRuntime(answer: (method: string, params: BoundaryValue) => BoundaryValue = () => null): FakeRuntime {
  const calls: FakeRuntime['calls'] = [];
  const lines: FakeRuntime['lines'] = [];
  const entries: RuntimeEntry[] = [];
  const runtime: PlexiRuntime = {
    version: 1,
    call: (method, json, attachments = []) => {
      const params = putInto(json, attachments);
      calls.push([method, params]);
      return new Promise((resolve) => { resolve(answer(method, params)); });
    },
    log: (level, text) => void lines.push([level, text]),
    runKernel: () => 0,
    register: (registered) => void entries.push(...registered),
  };
  Object.assign(globalThis, { __plexi: runtime });
  return { calls, lines, entries };
}

afterEach(() => {
  Reflect.deleteProperty(globalThis, '__plexi');
});
