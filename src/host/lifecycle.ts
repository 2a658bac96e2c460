/** Where a plugin is in its life. */
export type PluginState =
  | 'loading'
  | 'loaded'
  | 'enabling'
  | 'enabled'
  | 'disabling'
  | 'restarting'
  | 'unloading'
  | 'unloaded'
  | 'failed';
