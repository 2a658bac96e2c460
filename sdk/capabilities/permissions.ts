import { callHost } from '../call-host.ts';
import type { HostPermission } from '../decorators/require-permission.ts';

/**
 * Asks for what the manifest lists under `optional_permissions`, at the moment when it is needed. Needs no permission.
 *
 * @example
 * ```ts
 * import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
 *
 * export default class Librarian extends MessageProcessor {
 *   override async onMessageReceived({ message }: MessageEvent): Promise<void> {
 *     if (message.content !== '!files') return;
 *     if (!(await this.permissions.has('files.read'))) {
 *       void this.permissions.request('files.read');
 *       return;
 *     }
 *     const files = await this.files.list({ channelId: message.channelId });
 *     await this.messages.reply(message, `There are ${String(files.length)} files.`);
 *   }
 * }
 * ```
 */
export interface Permissions {
  /**
   * Whether the plugin may do something now. It may change at any time.
   *
   * @param permission - The permission.
   * @returns Whether it is granted.
   */
  has(permission: HostPermission): Promise<boolean>;
  /**
   * Asks a person for an optional permission, unless it is granted already. They are asked once until the plugin is started
   * again, however often this is called, and may take their time: a hook that waits for the answer may be stopped.
   *
   * @param permission - One of the `optional_permissions` of the manifest.
   * @returns Whether it is granted. For what the manifest asks for without a choice, nobody is asked.
   * @throws {@link HostError} `NOT_DECLARED` when the manifest does not name it.
   */
  request(permission: HostPermission): Promise<boolean>;
}

/** The permissions of this plugin on the host that runs it. */
export const permissions: Permissions = {
  async has(permission) {
    return ((await callHost('permissions.list', {})) as readonly string[]).includes(permission);
  },
  async request(permission) {
    return (await callHost('permissions.request', { permission })) as boolean;
  },
};
