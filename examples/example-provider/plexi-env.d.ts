// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** The key of your account at the service. */
    readonly api_key: string;
  }
}
