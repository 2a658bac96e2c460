// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** How many days the table is about when nobody says how many. */
    readonly days: number;
    /** How many people the table has. */
    readonly top: number;
  }
}
