import { RUNTIME_ENTRY } from '../../sdk/boundary.ts';
import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, fail } from '../core/diagnostics/plexi-error.ts';
import type { PluginLimits } from '../core/limits/plugin-limits.ts';
import { resolveLimits } from '../core/limits/resolve-limits.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { listAllowedMethods } from '../core/permissions/methods.ts';
import type { Sandbox } from '../sandbox/engine.ts';
import { createAlarm } from './alarm.ts';
import { createInvoke, type Invoke } from './boundary.ts';
import { createBroker, type Broker } from './broker.ts';
import { recordCalls } from './call-records.ts';
import { checkKernels } from './check-kernels.ts';
import { checkHostVersion } from './check-host-version.ts';
import { checkContributions, listUnusable } from './check-contributions.ts';
import { checkEntries } from './check-entries.ts';
import { checkServices } from './check-services.ts';
import { listRequested, readReach } from './grants.ts';
import { createPluginHttp } from './http/plugin-http.ts';
import type { HostEnvironment } from './host-environment.ts';
import type { PluginState } from './lifecycle.ts';
import { splitLogLine } from './log.ts';
import { createMethodTable } from './method-table.ts';
import { createPluginAnalytics } from './plugin-analytics.ts';
import { createPluginConfig, type PluginConfig } from './plugin-config.ts';
import type { SettingsValues } from './services/settings.ts';
import { createPluginUploads } from './plugin-uploads.ts';
import { createPluginRunner, type PluginRunner } from './plugin-runner.ts';
import { createPluginScope, type LiveScope, type PluginScope } from './plugin-scope.ts';
import { createPluginStreams } from './plugin-streams.ts';
import type { PluginSource } from './plugin-source.ts';
import { createPermissionRequests } from './permission-requests.ts';
import { createRefuseCall } from './refuse-call.ts';
import { pluginId } from './services/chat.ts';
import { readSettingsRules } from './read-settings-rules.ts';
import { createRedactor, redactSandbox } from './redactor.ts';
import { checkEvents, listUnheard } from './events/check-events.ts';
import { checkTasks } from './tasks/check-tasks.ts';
import { createUseLimits, limitCalls } from './use-limits.ts';

/** One version of a plugin's code in a host, with what it may do and how it is set. A reload makes another. */
export interface PluginVersion {
  readonly name: string;
  readonly source: PluginSource;
  /** What the manifest asks for. */
  readonly requested: ReadonlySet<PermissionName>;
  /** What it may do at this moment: asked for and granted. */
  readonly allowed: ReadonlySet<PermissionName>;
  /** Lets it do what it asks for, from its next call on. */
  grant(permission: PermissionName): void;
  /** Takes a permission from it, and ends what it has open because of it. */
  revoke(permission: PermissionName): void;
  /** How much it may use. */
  readonly limits: PluginLimits;
  readonly config: PluginConfig;
  readonly runner: PluginRunner;
  readonly invoke: Invoke;
}

/** What making a version takes besides its source. */
export interface VersionOptions {
  readonly granted: ReadonlySet<PermissionName>;
  /** Told what a person grants while the version runs. */
  readonly grant: (permission: PermissionName) => void;
  /** How much it may use, whatever it asks for. */
  readonly limits: Partial<PluginLimits>;
  /** Settings that differ from the defaults. */
  readonly settings: SettingsValues;
  readonly onState: (state: PluginState) => void;
  /** Told when a call of a hook begins; what it returns is told when it is over. */
  readonly begin: (hook: string) => () => void;
}

/**
 * Puts a version together; nothing runs yet.
 *
 * @throws {@link PlexiError} `PLX4107` when the settings are not valid, `PLX4114` when it does not work with this host, `PLX4511` or `PLX4512`
 *   when its kernels are not in order.
 */
export async function createPluginVersion(source: PluginSource, host: HostEnvironment, options: VersionOptions): Promise<PluginVersion> {
  const { name } = source.manifest;
  const { chat, calls, files, databases, storage, settings, http } = host.services;
  if (host.version !== undefined) checkHostVersion(source.manifest, host.version);
  const requested = listRequested(source.manifest);
  const rules = await readSettingsRules(source);
  const config = createPluginConfig({ plugin: name, values: options.settings, rules, service: settings });
  const redactor = createRedactor(() => config.secrets);
  const allowed = new Set([...requested].filter((permission) => options.granted.has(permission)));
  const actorId = pluginId(name);
  const { limits, refused } = resolveLimits({ requests: source.manifest.limits, defaults: host.limits, caps: host.limitCaps, given: options.limits });
  const kernels = checkKernels(source, limits);
  const onDiagnostic = (diagnostic: Diagnostic): void => { host.onDiagnostic(name, diagnostic); };
  const uses = createUseLimits({ plugin: name, allowed, clock: host.clock, rates: host.callRates, sentBytesPerMinute: limits.sentBytesPerMinute, onDiagnostic });
  const analytics = createPluginAnalytics({
    plugin: name,
    clock: host.clock,
    service: host.services.analytics,
    redact: (text) => redactor.text(text),
    // Plugins that hear what is tracked, and track something in turn, would never come to an end.
    tell(event) {
      if (!allowed.has('analytics.read')) host.dispatch(event, actorId);
    },
    onDiagnostic,
  });
  const refuse = createRefuseCall({ plugin: name, requested, onDenial: host.onDenial });
  let scope: LiveScope | undefined;

  async function start(): Promise<Sandbox> {
    let started: Sandbox | undefined;
    const push: PluginScope['push'] = (hook, ...args) => started?.invoke({ entry: RUNTIME_ENTRY, hook, args }) ?? fail('PLX4018', { plugin: name });
    const ping = (): Promise<BoundaryValue> => push('ping');
    const opened = createPluginScope(push);
    const streams = createPluginStreams(opened, refuse);
    const database = databases.open(name, limits.databaseBytes);
    opened.onEnd(() => void database.close());
    const table = createMethodTable({
      plugin: name,
      manifest: source.manifest,
      allowed,
      requestPermission: createPermissionRequests({ manifest: source.manifest, allowed, ask: host.onPermissionRequest, grant: options.grant }),
      actorId,
      clock: host.clock,
      tasks: host.tasks,
      events: host.events,
      messenger: host.messenger,
      webhooks: host.webhooks,
      pages: host.pages,
      ai: host.services.ai,
      analytics,
      backups: host.backups,
      chat,
      calls,
      files,
      uploads: createPluginUploads(opened),
      database,
      storage: storage.open(name, limits.storageBytes),
      config,
      scope: opened,
      alarm: createAlarm(host.clock, opened),
      streams,
      http: createPluginHttp({ plugin: name, service: http, reach: readReach(source.manifest), clock: host.clock, scope: opened, streams, refuse, countSent: uses.countSent }),
    });
    try {
      const sandbox = await startSandbox(record(limitCalls(createBroker(table, refuse), uses)));
      started = sandbox;
      scope = opened;
      opened.onEnd(host.activity.add(ping));
      void sandbox.gone.then(opened.end);
      return sandbox;
    } catch (error) {
      opened.end();
      throw error;
    }
  }

  function record(broker: Broker): Broker {
    const { onCall, clock } = host;
    return onCall === undefined ? broker : recordCalls(broker, { plugin: name, clock, redact: (text) => redactor.text(text), onCall });
  }

  async function startSandbox(call: Broker): Promise<Sandbox> {
    const sandbox = await host.engine.start({
      plugin: name,
      code: source.code,
      kernels,
      limits,
      call: (made) => host.activity.track(call(made)),
      log: (level, line) => { host.onLog({ plugin: name, level, time: host.clock.now(), ...splitLogLine(redactor.text(line)) }); },
      report: (diagnostic) => { host.onDiagnostic(name, redactor.diagnostic(diagnostic)); },
      allowedMethods: listAllowedMethods(allowed),
      ...(source.sourceMap !== undefined && { sourceMap: source.sourceMap }),
      ...(source.folder !== undefined && { folder: source.folder }),
      ...(host.clock.onMove && { now: host.clock.now() }),
      ...(host.seed !== undefined && { seed: host.seed }),
    });
    try {
      checkEntries(source.manifest, sandbox.entries);
      await checkContributions(source.manifest, sandbox.entries);
      checkServices(name, sandbox.entries, requested);
      checkTasks(source.manifest, sandbox.entries);
      checkEvents(source.manifest, sandbox.entries);
    } catch (error) {
      await sandbox.close();
      throw error;
    }
    const rights = { requested, allowed };
    for (const denial of [...listUnusable(name, sandbox.entries, rights), ...listUnheard(name, sandbox.entries, rights)]) host.onDenial(denial);
    return redactSandbox(sandbox, redactor);
  }

  const runner = createPluginRunner({
    plugin: name,
    start: () => host.activity.finish(start()),
    restarts: host.restarts,
    onState(state, action) {
      if (action === 'load') for (const refusal of refused) onDiagnostic(createDiagnostic('PLX4500', { plugin: name, ...refusal }));
      if (action === 'disabled') scope?.disable();
      options.onState(state);
    },
    onDiagnostic,
  });
  const invoke = createInvoke({ plugin: name, invoke: (...call) => host.activity.track(runner.invoke(...call)), begin: options.begin });
  return {
    name,
    source,
    requested,
    allowed,
    limits,
    config,
    runner,
    invoke,
    grant(permission) {
      if (requested.has(permission)) allowed.add(permission);
    },
    revoke(permission) {
      if (allowed.delete(permission)) scope?.revoke(permission);
    },
  };
}
