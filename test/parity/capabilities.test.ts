import { expect, test } from 'vitest';
import { context } from '../../sdk/context.ts';
import { HOST_METHODS, findCapabilityPermission, isHostMethod, listGuardedMethods } from '../../src/core/permissions/methods.ts';

// Enough of everything for any method to get as far as its call.
const GIVEN = { messages: [], channelId: 'c', id: 'm', name: 'x', content: new Uint8Array(1) };

/** The host methods that a method of the SDK calls, whatever it is given. */
async function recordCalls(method: (...args: readonly unknown[]) => unknown, ...given: readonly unknown[]): Promise<readonly string[]> {
  const called: string[] = [];
  const runtime = { call: (name: string) => { called.push(name); return Promise.reject(new Error('only the name matters')); } };
  Object.assign(globalThis, { __plexi: runtime });
  try {
    const result = method(...given);
    const stream = result as Partial<AsyncIterator<unknown>>;
    await (typeof stream.next === 'function' ? stream.next() : result);
  } catch {
    // The host has said no.
  } finally {
    Reflect.deleteProperty(globalThis, '__plexi');
  }
  return called;
}

test('every method of a capability needs the permission of the host method that it calls', async () => {
  const guarded = new Set<string>();
  for (const [service, capability] of Object.entries(context)) {
    for (const [name, method] of Object.entries(capability as Readonly<Record<string, unknown>>)) {
      if (typeof method !== 'function') continue;
      const call = method as (...args: readonly unknown[]) => unknown;
      const [called = ''] = [...(await recordCalls(call, GIVEN, [GIVEN], GIVEN)), ...(await recordCalls(call, ['SELECT 1']))];
      const needed = isHostMethod(called) ? (HOST_METHODS[called] ?? undefined) : undefined;
      expect(findCapabilityPermission(service, name), `${service}.${name} calls "${called}"`).toBe(needed);
      if (needed !== undefined) guarded.add(service);
    }
  }
  expect([...listGuardedMethods().keys()].sort()).toEqual([...guarded].sort());
});
