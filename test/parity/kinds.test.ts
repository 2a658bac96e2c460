import { expect, test } from 'vitest';
import * as sdk from '../../sdk/index.ts';
import { PLUGIN_KINDS } from '../../src/core/manifest/kinds.ts';
import { HOST_EVENTS } from '../../src/core/permissions/methods.ts';

const kinds = Object.values(sdk).flatMap((exported) => ('kind' in exported ? [exported.kind] : []));

test('every kind of the SDK is a kind of manifests', () => {
  expect(kinds.length).toBeGreaterThan(0);
  for (const { name } of kinds) expect(Object.keys(PLUGIN_KINDS)).toContain(name);
});

// A monitoring plugin is told directly, by whoever notices: it is no event that is queued.
const TOLD = 'onHealthChanged';

test('every event of the host has a hook in the SDK, and no hook waits for an event that never comes', () => {
  const hooks = kinds.flatMap((kind) => kind.hooks).filter((hook) => /^on[A-Z]/.test(hook) && hook !== TOLD);
  expect(Object.values(HOST_EVENTS).map(({ hook }) => hook).sort()).toEqual([...hooks].sort());
});
