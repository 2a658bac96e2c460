// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The channel in which quotes are posted. */
    readonly channel: string;
    /** The hour of the day, UTC, at which the quote of the day is posted. */
    readonly hour: number;
  }
}
