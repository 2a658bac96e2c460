import type { Engine } from '../sandbox/engine.ts';

/** An engine in whose sandboxes every host call tells where it was made, and not only those that will be refused. */
export function traceCalls(engine: Engine): Engine {
  return { name: engine.name, close: () => engine.close(), start: (options) => engine.start({ ...options, allowedMethods: new Set() }) };
}
