import { CustomPlugin, type HealthReport } from 'plexi-plugin/sdk';

/** Counts how often it was enabled. */
export default class MyPlugin extends CustomPlugin {
  #count = 0;

  override async onEnable(): Promise<void> {
    this.#count = await this.storage.update<number>('count', (count = 0) => count + 1);
  }

  override healthCheck(): HealthReport {
    return { status: 'healthy', message: `enabled ${this.#count} times` };
  }
}
