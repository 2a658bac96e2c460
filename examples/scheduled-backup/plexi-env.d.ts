// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** When the backup is made, in UTC. */
    readonly hour: number;
    /** How many nightly backups there are before the oldest one goes. */
    readonly keep: number;
    /** The ids of those who may bring a backup back. */
    readonly keepers: readonly string[];
  }
}
