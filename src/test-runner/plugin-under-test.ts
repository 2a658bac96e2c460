import type { InstrumentedBundle } from '../core/coverage/instrument-bundle.ts';
import type { PluginSource } from '../host/plugin-source.ts';

/** The plugin that tests are about, ready to be loaded. It crosses to test processes. */
export interface PluginUnderTest {
  readonly source: PluginSource;
  /** The manifest's file, absolute: where a missing permission belongs. */
  readonly manifestFile: string;
  /** Plugins that are there before it, enabled, with all that they ask for. */
  readonly companions?: readonly PluginSource[];
  /** Its bundle with counters; absent where coverage is not asked for. */
  readonly instrumented?: InstrumentedBundle;
  /** Whether hosts write down what happens in them; default: no. */
  readonly isTraced?: boolean;
}

/** A plugin whose use is recorded. */
export type InstrumentedPlugin = PluginUnderTest & Required<Pick<PluginUnderTest, 'instrumented'>>;

/** Whether the use of a plugin is to be recorded. */
export function isInstrumented(plugin: PluginUnderTest): plugin is InstrumentedPlugin {
  return plugin.instrumented !== undefined;
}
