// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The effect on the voices of those who have chosen none. */
    readonly effect: "off" | "robot" | "radio" | "echo";
  }
}
