import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import type { UiFrame } from '../../core/ui/ui-files.ts';
import { findToolRoot } from '../../platform/tool.ts';
import { DEFAULT_LIMITS } from '../../core/limits/plugin-limits.ts';
import { HostCallError, type Engine } from '../../sandbox/engine.ts';
import type { StageAction, StageReport } from '../stage/stage-report.ts';

/** A component of a plugin, shown without a browser. */
export interface Stage {
  /** Starts the frame with a context; nothing is shown yet. */
  open(component: string, context: JsonValue): Promise<StageReport>;
  /** Brings the component in. */
  show(): Promise<StageReport>;
  /** Takes it off again. */
  hide(): Promise<StageReport>;
  /** Presses a button. */
  press(button: number): Promise<StageReport>;
  /** Answers what the component has asked for. */
  answer(action: StageAction, outcome: { readonly value: JsonValue } | { readonly failure: string }): Promise<StageReport>;
  close(): Promise<void>;
}

// A page may take longer to come up than a hook may run, and so may the library below it.
const LIMITS = { ...DEFAULT_LIMITS, cpuMsPerCall: 5_000, cpuMsPerSecond: 5_000, wallMsPerCall: 30_000 };

/**
 * Shows a module of a plugin on a stage: the frame's own script and the plugin's, as in a page, over a document without
 * a browser. All of it is in a sandbox: whoever tests a plugin has not said that it may do anything on this machine.
 */
export async function openStage(engine: Engine, plugin: string, { scripts }: UiFrame): Promise<Stage> {
  const read = (...path: readonly string[]): Promise<string> => readFile(join(findToolRoot(), 'dist', ...path), 'utf8');
  const parts = [await read('test-runner', 'stage.js'), await read('frame', 'main.js'), '__plexiStage.interpose();', ...scripts];
  const unhandled: string[] = [];
  const sandbox = await engine.start({
    plugin,
    code: parts.join('\n;\n'),
    limits: LIMITS,
    call: ({ method }) => Promise.reject(new HostCallError('UNKNOWN_METHOD', `a component cannot call "${method}"`)),
    log: () => undefined,
    report: ({ message }) => unhandled.push(message),
    allowedMethods: new Set(),
  });
  const act = async (hook: string, ...args: readonly JsonValue[]): Promise<StageReport> => {
    const report = (await sandbox.invoke({ entry: 'stage', hook, args })) as unknown as StageReport;
    return { ...report, problems: [...report.problems, ...unhandled.splice(0)] };
  };
  return {
    open: (component, context) => act('open', component, context),
    show: () => act('show'),
    hide: () => act('hide'),
    press: (button) => act('press', button),
    answer: ({ id }, outcome) => act('answer', 'value' in outcome ? { type: 'result', id, value: outcome.value } : { type: 'failure', id, code: 'PLX4010', message: outcome.failure }),
    close: () => sandbox.close(),
  };
}
