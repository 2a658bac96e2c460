import { DEFAULT_CALL_RATES } from '../../core/limits/call-rates.ts';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { Engine } from '../../sandbox/engine.ts';
import { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import { traceCalls } from '../trace-calls.ts';
import type { ContractHostOptions } from './contract.ts';

// Thousands of inputs may come in one moment of a clock that stands still: rates say nothing about what a plugin makes of them.
const UNLIMITED = Object.fromEntries(Object.keys(DEFAULT_CALL_RATES).map((permission) => [permission, { perSecond: 1e9, burst: 1e9 }]));

/** The hosts of one contract run: starting one costs more than most checks do. */
export class ContractHosts {
  readonly #plugin: PluginUnderTest;
  readonly #settings: Readonly<Record<string, JsonValue>>;
  /** Runs the plugin, and what has to be kept from this machine as well. */
  readonly engine: Engine;
  #shared: LiveTestHost | undefined;

  constructor(plugin: PluginUnderTest, settings: Readonly<Record<string, JsonValue>>, engine: Engine) {
    this.#plugin = plugin;
    this.#settings = settings;
    this.engine = engine;
  }

  /** Makes a host; `open` gets it before the plugin is loaded, to close it whatever happens. */
  async start({ isTraced = false, ...options }: ContractHostOptions, open: (host: LiveTestHost) => void): Promise<LiveTestHost> {
    const complete = { ...options, config: { ...this.#settings, ...options.config } };
    const host = new LiveTestHost(this.#plugin, { ...complete, callRates: UNLIMITED }, isTraced ? traceCalls(this.engine) : this.engine);
    open(host);
    await host.load(complete, this.#plugin.source);
    await host.enable();
    return host;
  }

  /** Gives the host that checks share, one after another. */
  async share(): Promise<LiveTestHost> {
    return this.#shared ?? this.start({}, (host) => { this.#shared = host; });
  }

  /** Ends the shared host: after a failure it is not known what state the plugin is in. */
  async discard(): Promise<void> {
    const host = this.#shared;
    this.#shared = undefined;
    await host?.close();
  }
}
