// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** Degrees Celsius and kilometres per hour, or degrees Fahrenheit and miles per hour. */
    readonly units: "metric" | "imperial";
    /** The place of a !weather that names none. */
    readonly default_place: string;
  }
}
