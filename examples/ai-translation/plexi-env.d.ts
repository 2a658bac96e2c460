// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The language of people who have not chosen one, as a code such as “en” or “pt-BR”. */
    readonly default_language: string;
  }
}
