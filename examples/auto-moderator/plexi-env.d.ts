// Written by "plexi-plugin types" from the settings schema of the manifest; do not edit.
import 'plexi-plugin/globals';
import 'plexi-plugin/sdk';

declare module 'plexi-plugin/sdk' {
  interface PluginSettings {
    /** Words that nobody may write, in lower case. */
    readonly blocked_words: readonly string[];
    /** Whether links are removed. */
    readonly block_links: boolean;
    /** How many messages a person may write in a minute. */
    readonly messages_per_minute: number;
    /** How many warnings a person gets before being muted. */
    readonly warnings: number;
    /** How many minutes nothing that a muted person writes is left standing. */
    readonly mute_minutes: number;
    /** The channel in which moderators read what was done; empty for none. */
    readonly log_channel: string;
  }
}
