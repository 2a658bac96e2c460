import { resolve } from 'node:path';
import type { PluginUnderTest } from '../test-runner/plugin-under-test.ts';

/** Reads and bundles a plugin's folder: what `plexi-plugin test` has done already when it runs the tests. */
export async function bundlePluginUnderTest(folder: string): Promise<PluginUnderTest> {
  const [{ preparePlugin }, { createPlatform }] = await Promise.all([import('../operations/prepare-plugin.ts'), import('../platform/create-platform.ts')]);
  const { plugin } = await preparePlugin(resolve(folder), createPlatform());
  return plugin;
}
