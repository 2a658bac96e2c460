import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import { listPartners } from '../../core/events/event-names.ts';
import { HostCallError } from '../../sandbox/engine.ts';
import { defineMethod } from './method.ts';
import { data, integer, optional, text } from './parse-params.ts';

const DEFAULT_TIMEOUT_MS = 5_000;

/** Messages from one plugin to another. */
export const pluginMethods = {
  'plugins.send': defineMethod(
    { name: text({ max: 130 }), data, timeoutMs: optional(integer({ min: 1, max: 60_000 })) },
    async ({ name, data, timeoutMs = DEFAULT_TIMEOUT_MS }, { plugin, manifest, messenger }): Promise<BoundaryValue> => {
      if (!listPartners(manifest).has(name)) {
        throw new HostCallError('NOT_DECLARED', `"${plugin}" may not send to "${name}": name it among the dependencies of the manifest`, { plugin: name });
      }
      return messenger.send({ from: plugin, to: name, data, timeoutMs });
    },
  ),
};
