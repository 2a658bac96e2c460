// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** How many people have to want to skip a track. */
    readonly skip_votes: number;
    /** How many tracks may wait in a channel. */
    readonly longest_queue: number;
  }
}
