import type { PluginSource } from '../host/plugin-source.ts';

/** The plugin that tests are about, ready to be loaded. It crosses to test processes as JSON. */
export interface PluginUnderTest {
  readonly source: PluginSource;
  /** The manifest's file, absolute: where a missing permission belongs. */
  readonly manifestFile: string;
  /** Plugins that are there before it, enabled, with all that they ask for. */
  readonly companions?: readonly PluginSource[];
}
