import { ExtensionPlugin, onEvent, type AnnouncedEvent } from 'plexi-plugin/sdk';

/** Hears what the host program tells, and keeps it for others to ask for. */
export default class MyPlugin extends ExtensionPlugin {
  @onEvent('host.notice')
  async keep({ data }: AnnouncedEvent): Promise<void> {
    await this.storage.set('notice', data);
  }

  override async onPluginMessage(): Promise<unknown> {
    return (await this.storage.get('notice')) ?? null;
  }

  override async selfTest(): Promise<{ passed: boolean }> {
    return { passed: (await this.storage.keys()).every((key) => key === 'notice') };
  }
}
