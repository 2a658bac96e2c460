// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The filter for those who have chosen none. */
    readonly filter: "off" | "grey" | "mirror" | "squares";
    /** How many pixels wide and high the squares are. */
    readonly square: number;
  }
}
