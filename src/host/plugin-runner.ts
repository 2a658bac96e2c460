import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail, PlexiError } from '../core/diagnostics/plexi-error.ts';
import type { Sandbox, SandboxEntry } from '../sandbox/engine.ts';
import type { RestartPolicy } from '../sandbox/restart-delays.ts';
import { superviseSandbox, type SupervisedSandbox } from '../sandbox/supervise.ts';
import { judgeHookFailure } from './hook-failures.ts';
import { allows, nextState, type PluginAction, type PluginState } from './lifecycle.ts';

/** What running one plugin takes. */
export interface PluginRunnerOptions {
  readonly plugin: string;
  /** Starts a new sandbox with the plugin's code. */
  readonly start: () => Promise<Sandbox>;
  readonly restarts?: RestartPolicy | undefined;
  /** Takes every state, and what led to it. */
  readonly onState: (state: PluginState, action: PluginAction) => void;
  /** Takes what goes wrong while nobody waits for it. */
  readonly onDiagnostic: (diagnostic: Diagnostic) => void;
}

/** What one version of a plugin hands over to the next, by entry point. */
export type HandedState = ReadonlyMap<string, BoundaryValue>;

/** One plugin, run through its life. Its commands are not for use at the same time. */
export interface PluginRunner {
  readonly state: PluginState;
  readonly entries: readonly SandboxEntry[];
  /** The fault that brought it down last. */
  readonly fault: Diagnostic | undefined;
  /** Whether it is enabled, or will be as soon as it is back. */
  readonly isWanted: boolean;
  /** @param handed - What an earlier version has exported, by entry point. */
  load(handed?: HandedState): Promise<void>;
  enable(): Promise<void>;
  disable(): Promise<void>;
  /** Disables it first where it is enabled; does nothing when it is unloaded. */
  unload(): Promise<void>;
  /** Asks every entry point that has `exportState` what the next version needs to know. */
  exportState(): Promise<HandedState>;
  /** @param wallMs - How long it may take; default: the limit of the sandbox. */
  invoke(entry: string, hook: string, args: readonly BoundaryValue[], wallMs?: number): Promise<BoundaryValue>;
  setNow(now: number): void;
}

/** Makes a runner; nothing runs yet. */
export function createPluginRunner(options: PluginRunnerOptions): PluginRunner {
  const { plugin, onDiagnostic } = options;
  let state: PluginState = 'unloaded';
  let supervised: SupervisedSandbox | undefined;
  let current: Sandbox | undefined;
  let entries: readonly SandboxEntry[] = [];
  let fault: Diagnostic | undefined;
  let isWanted = false;

  function go(action: PluginAction): void {
    state = nextState(plugin, state, action);
    options.onState(state, action);
  }

  // Faults come whenever they come: the report, the failed hook and the end of the sandbox may each be the first.
  function note(action: PluginAction): void {
    if (allows(state, action)) go(action);
  }

  async function prepare(sandbox: Sandbox, restart: number, handed: HandedState): Promise<void> {
    current = sandbox;
    entries = sandbox.entries;
    await runHooks(sandbox, 'onLoad');
    if (restart === 0) return importState(sandbox, handed);
    note('restarted');
    if (!isWanted) return;
    note('enable');
    await runHooks(sandbox, 'onEnable');
    note('enabled');
  }

  function report(diagnostic: Diagnostic): void {
    // That it broke down too often says nothing about why.
    if (diagnostic.code !== 'PLX4016') fault = diagnostic;
    note('crashed');
    onDiagnostic(diagnostic);
  }

  async function runHooks(sandbox: Sandbox, hook: string): Promise<void> {
    for (const { entry, hooks } of sandbox.entries) {
      if (hooks.includes(hook)) await sandbox.invoke({ entry, hook, args: [] });
    }
  }

  // Not after a crash: what broke down may be in the state.
  async function importState(sandbox: Sandbox, handed: HandedState): Promise<void> {
    for (const { entry, hooks } of sandbox.entries) {
      const state = handed.get(entry);
      if (state !== undefined && hooks.includes('importState')) await sandbox.invoke({ entry, hook: 'importState', args: [state] });
    }
  }

  async function exportState(sandbox: Sandbox): Promise<HandedState> {
    const handed = new Map<string, BoundaryValue>();
    for (const { entry, hooks } of sandbox.entries) {
      if (hooks.includes('exportState')) handed.set(entry, await sandbox.invoke({ entry, hook: 'exportState', args: [] }));
    }
    return handed;
  }

  async function use<Result>(work: (sandbox: Sandbox) => Promise<Result>): Promise<Result> {
    return supervised === undefined ? fail('PLX4018', { plugin }) : supervised.use(work);
  }

  // The host's will to stop a plugin wins over what the plugin's own hook has to say about it.
  async function tryHooks(hook: string): Promise<void> {
    try {
      await use((sandbox) => runHooks(sandbox, hook));
    } catch (error) {
      const { outcome, failure } = judgeHookFailure(error, fault);
      // The supervisor has reported a crash itself.
      if (outcome === 'failed') onDiagnostic(failure);
    }
  }

  async function stop(): Promise<void> {
    go('disable');
    await tryHooks('onDisable');
    note('disabled');
  }

  return {
    get state() {
      return state;
    },
    get entries() {
      return entries;
    },
    get fault() {
      return fault;
    },
    get isWanted() {
      return isWanted;
    },
    async load(handed = new Map()) {
      go('load');
      try {
        supervised = await superviseSandbox({ plugin, start: options.start, prepare: (sandbox, restart) => prepare(sandbox, restart, handed), report, ...(options.restarts && { policy: options.restarts }) });
      } catch (error) {
        if (error instanceof PlexiError) [fault] = error.diagnostics;
        go('gaveUp');
        throw error;
      }
      go('loaded');
      void supervised.gone.then((diagnostic) => {
        if (diagnostic !== undefined) note('gaveUp');
      });
    },
    async enable() {
      await use(() => Promise.resolve());
      go('enable');
      try {
        await use((sandbox) => runHooks(sandbox, 'onEnable'));
      } catch (error) {
        note(judgeHookFailure(error, fault).outcome === 'failed' ? 'refused' : 'crashed');
        throw error;
      }
      isWanted = true;
      note('enabled');
    },
    async disable() {
      const wasWanted = isWanted;
      isWanted = false;
      await use(() => Promise.resolve());
      // It broke down meanwhile, and came back as what is wanted now.
      if (!wasWanted || state !== 'loaded') await stop();
    },
    async unload() {
      isWanted = false;
      if (state === 'unloaded') return;
      if (state === 'enabled') await stop();
      if (state === 'loaded') await tryHooks('onUnload');
      go('unload');
      await supervised?.close();
      go('unloaded');
    },
    exportState: () => use(exportState),
    invoke: (entry, hook, args, wallMs) => use((sandbox) => sandbox.invoke({ entry, hook, args, wallMs })),
    setNow(now) {
      current?.setNow(now);
    },
  };
}
