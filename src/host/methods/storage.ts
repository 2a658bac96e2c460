import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { defineMethod } from './method.ts';
import { json, optional, text } from './parse-params.ts';

const key = text({ max: 256 });

/** A plugin's own keys and values. */
export const storageMethods = {
  // In an object, because a stored null is not the same as nothing.
  'storage.get': defineMethod({ key }, async ({ key }, { storage }): Promise<JsonValue> => {
    const value = await storage.get(key);
    if (value === undefined) return {};
    return { value };
  }),
  'storage.set': defineMethod({ key, value: json }, async ({ key, value }, { storage }) => {
    await storage.set(key, value);
    return null;
  }),
  'storage.delete': defineMethod({ key }, ({ key }, { storage }) => storage.delete(key)),
  'storage.keys': defineMethod({ prefix: optional(text({ min: 0, max: 256 })) }, ({ prefix = '' }, { storage }) => storage.keys(prefix)),
};
