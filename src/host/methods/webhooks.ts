import { HostCallError } from '../../sandbox/engine.ts';
import { defineMethod } from './method.ts';
import { json, text } from './parse-params.ts';

/** Webhooks to other servers. */
export const webhookMethods = {
  'webhooks.send': defineMethod({ event: text({ max: 100 }), data: json }, async ({ event, data }, { plugin, manifest, webhooks }) => {
    if (manifest.webhooks?.includes(event) !== true) {
      throw new HostCallError('NOT_DECLARED', `"${plugin}" may not send "${event}": name it among the webhooks of the manifest`, { event });
    }
    return webhooks.send(plugin, event, data);
  }),
};
