import type { Diagnostic } from '../../core/diagnostics/diagnostic.ts';
import { createDiagnostic, PlexiError } from '../../core/diagnostics/plexi-error.ts';
import type { PlayedStep } from '../../core/transcript/update-transcript.ts';
import type { TimelineEntry } from '../../core/test-report/test-report.ts';
import type { Scene } from '../../core/transcript/transcript.ts';
import { HostCallError, type Engine } from '../../sandbox/engine.ts';
import { checkDenials } from '../check-denials.ts';
import { LiveTestHost } from '../live-test-host.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import { checkStep } from './check-step.ts';
import { createStage } from './stage.ts';
import { watchDeeds } from './watch-deeds.ts';

/** What playing a scene takes. */
export interface ScenePlay {
  readonly plugin: PluginUnderTest;
  readonly engine: Engine;
  /** The transcript, absolute. */
  readonly file: string;
  /** How people call the file. */
  readonly name: string;
}

/** What became of a scene. */
export interface PlayedScene {
  readonly steps: readonly PlayedStep[];
  readonly problems: readonly Diagnostic[];
  /** What happened; only where it was asked for. */
  readonly timeline?: readonly TimelineEntry[];
}

/** Plays one scene with a plugin of its own, and looks at what the plugin does after each step. */
export async function playScene(scene: Scene, { plugin, engine, file, name }: ScenePlay): Promise<PlayedScene> {
  const { now, seed, grants, settings = {}, storage = {}, outside } = scene.setup;
  const options = { config: settings, ...(now !== undefined && { now }), ...(seed !== undefined && { seed }), ...(grants && { grants }) };
  const host = new LiveTestHost(plugin, options, engine);
  const watch = watchDeeds(host);
  const stage = createStage(host, watch, () => host.load(options, plugin.source));
  const steps: PlayedStep[] = [];
  const problems: Diagnostic[] = [];
  try {
    for (const [key, value] of Object.entries(storage)) await host.storage.set(key, value);
    for (const action of outside) await stage.act(action);
    for (const step of scene.steps) {
      const failure = await stage.act(step.action).then(() => undefined, readFailure);
      const actual = watch.take(failure);
      steps.push({ step, actual });
      problems.push(...checkStep({ step, actual, failure, denials: watch.takeDenials() }, { scene: scene.name, file }));
      if (failure !== undefined && host.plugin.state !== 'enabled') break;
    }
  } finally {
    await host.close();
  }
  for (const { denied } of scene.steps) for (const { permission } of denied) host.expectedDenials.add(permission);
  const timeline = host.timeline?.take();
  return { steps, problems: [...problems, ...checkDenials(host, plugin, `"${scene.name}" of ${name}`)], ...(timeline && { timeline }) };
}

function readFailure(error: unknown): PlexiError {
  if (error instanceof PlexiError) return error;
  if (error instanceof HostCallError) return new PlexiError([createDiagnostic('PLX4352', { reason: error.message })], { cause: error });
  throw error;
}
