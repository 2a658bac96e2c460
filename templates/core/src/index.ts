import { CorePlugin, onEvent, type AnnouncedEvent, type PluginStateData } from 'plexi-plugin/sdk';

/** Writes down which plugins were enabled, the last fifty times. */
export default class MyPlugin extends CorePlugin {
  @onEvent('plugin.enabled')
  async note({ data, timestamp }: AnnouncedEvent<PluginStateData>): Promise<void> {
    await this.storage.update<readonly string[]>('diary', (before = []) => [...before.slice(-49), `${timestamp} ${data.plugin} ${data.version}`]);
  }

  override async onEnable(): Promise<void> {
    const diary = (await this.storage.get<readonly string[]>('diary')) ?? [];
    this.logger.info(`the diary has ${diary.length} lines`);
  }
}
