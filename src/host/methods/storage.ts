import type { BoundaryValue, JsonValue } from '../../../sdk/runtime-interface.ts';
import { decodeKept, encodeKept } from '../../core/json/kept-bytes.ts';
import type { PluginStorage } from '../services/storage.ts';
import { defineMethod } from './method.ts';
import { data, optional, text, type ParamParser } from './parse-params.ts';

const key = text({ max: 256 });
const kept: ParamParser<JsonValue> = (value, name) => encodeKept(data(value, name));
const prefix = optional(text({ min: 0, max: 256 }));

// A quarter of what one message may hold: the value that goes over it may be large itself.
const PAGE_LENGTH = 256 * 1024;

/** A plugin's own keys and values. */
export const storageMethods = {
  // In an object, because a stored null is not the same as nothing.
  'storage.get': defineMethod({ key }, async ({ key }, { storage }): Promise<BoundaryValue> => {
    const value = await storage.get(key);
    if (value === undefined) return {};
    return { value: decodeKept(value) };
  }),
  'storage.set': defineMethod({ key, value: kept }, async ({ key, value }, { storage }) => {
    await storage.set(key, value);
    return null;
  }),
  'storage.read': defineMethod({ key }, async ({ key }, { storage }): Promise<BoundaryValue> => {
    const stored = await storage.read(key);
    if (stored === undefined) return {};
    return { value: decodeKept(stored.value), version: stored.version };
  }),
  'storage.replace': defineMethod({ key, value: kept, version: optional(text({ max: 64 })) }, ({ key, value, version }, { storage }) =>
    storage.replace(key, value, version)),
  'storage.delete': defineMethod({ key }, ({ key }, { storage }) => storage.delete(key)),
  'storage.keys': defineMethod({ prefix }, ({ prefix = '' }, { storage }) => storage.keys(prefix)),
  'storage.list': defineMethod({ prefix, after: optional(key) }, ({ prefix = '', after }, { storage }) => readPage(storage, prefix, after)),
};

async function readPage(storage: PluginStorage, prefix: string, after: string | undefined): Promise<BoundaryValue> {
  const keys = (await storage.keys(prefix)).filter((key) => after === undefined || key > after);
  const entries: { readonly key: string; readonly value: BoundaryValue }[] = [];
  let length = 0;
  for (const key of keys) {
    const value = await storage.get(key);
    // Deleted since the keys were listed.
    if (value === undefined) continue;
    length += key.length + JSON.stringify(value).length;
    if (length > PAGE_LENGTH && entries.length > 0) return { entries, isLast: false };
    entries.push({ key, value: decodeKept(value) });
  }
  return { entries, isLast: true };
}
