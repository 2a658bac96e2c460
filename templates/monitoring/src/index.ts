import { MonitoringPlugin, type HealthChange, type Metric } from 'plexi-plugin/sdk';

/** Offers two numbers about the host, and writes into the log how plugins are. */
export default class MyPlugin extends MonitoringPlugin {
  #startedAt = Date.now();
  #falls = 0;

  override onEnable(): void {
    this.#startedAt = Date.now();
  }

  override onHealthChanged({ plugin, before, report }: HealthChange): void {
    if (before === 'healthy') this.#falls += 1;
    this.logger.warn(`${plugin} was ${before} and is ${report.status}`);
  }

  override collectMetrics(): readonly Metric[] {
    return [
      { name: 'uptime_seconds', help: 'How long the plugin has been running.', type: 'gauge', value: (Date.now() - this.#startedAt) / 1000 },
      { name: 'health_falls_total', help: 'How often a plugin was not healthy any more.', type: 'counter', value: this.#falls },
    ];
  }
}
