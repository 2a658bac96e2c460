// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The word, after an exclamation mark, that the plugin listens to. */
    readonly command: string;
    /** What an answer begins with. */
    readonly emoji: string;
    /** How many people the list of the most thanked names. */
    readonly top: number;
  }
}
