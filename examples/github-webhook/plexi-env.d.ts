// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The secret that was entered at GitHub; until there is one, no webhook gets in. */
    readonly webhook_secret: string;
    /** Where it posts. */
    readonly channel: string;
  }
}
