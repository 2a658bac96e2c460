import { join, resolve } from 'node:path';
import { renderPacked } from '../core/archive/render-packed.ts';
import { renderVerification } from '../core/archive/render-verification.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { PLAIN, type Painter } from '../core/diagnostics/render-diagnostic.ts';
import { renderValidation } from '../core/manifest/render-validation.ts';
import { renderInstall, renderList } from '../core/registry/render-installed.ts';
import { renderPublished } from '../core/registry/render-registry.ts';
import { renderSuite, renderTotals } from '../core/test-report/render-suite.ts';
import type { Platform } from '../platform/platform.ts';
import { enterWorkplace } from '../scaffold/workplace.ts';
import { initPlugin } from './init-plugin.ts';
import { installPlugin } from './install-plugin.ts';
import { listPlugins } from './list-plugins.ts';
import { packPlugin } from './pack-plugin.ts';
import { publishPlugin } from './publish-plugin.ts';
import { testPlugin } from './test-plugin.ts';
import type { TestReport } from './test-session.ts';
import { validatePlugin } from './validate-plugin.ts';
import { verifyArchive } from './verify-archive.ts';

/** Where to walk the road, and who watches. */
export interface QuickstartRequest {
  /** A new or empty folder that stays afterwards, relative to `platform.cwd`; absent: a temporary one. */
  readonly directory?: string | undefined;
  readonly paint?: Painter;
  /** Called before a step, with the command line that does the same. */
  readonly onStart?: (command: string) => void;
  /** Called after a step, with what it printed. */
  readonly onEnd?: (output: string, durationMs: number) => void;
}

/** The road, walked. */
export interface QuickstartReport {
  /** The folder with everything in it, absolute; absent when it was a temporary one. */
  readonly directory?: string;
  readonly steps: readonly { readonly command: string; readonly durationMs: number }[];
  readonly durationMs: number;
}

/**
 * Walks the whole road of a plugin: from nothing to a signed plugin, installed from a registry and verified there. Keys
 * and registry are of this walk alone.
 *
 * @throws {@link PlexiError} with what the first step that fails has to say.
 */
export async function runQuickstart(request: QuickstartRequest, platform: Platform): Promise<QuickstartReport> {
  const workplace = await enterWorkplace(request.directory === undefined ? undefined : resolve(platform.cwd, request.directory));
  try {
    const steps = await walk(createRoad(workplace.directory, request.paint ?? PLAIN, platform), request, platform);
    const durationMs = steps.reduce((sum, step) => sum + step.durationMs, 0);
    return { ...(request.directory !== undefined && { directory: workplace.directory }), steps, durationMs };
  } finally {
    await workplace.leave();
  }
}

interface Step {
  readonly command: string;
  /** Does it, and says what it printed. */
  readonly run: () => Promise<string>;
}

async function walk(road: readonly Step[], { onStart, onEnd }: QuickstartRequest, { now, signal }: Pick<Platform, 'now' | 'signal'>): Promise<QuickstartReport['steps']> {
  const steps: { readonly command: string; readonly durationMs: number }[] = [];
  for (const { command, run } of road) {
    signal.throwIfAborted();
    onStart?.(command);
    const started = now().getTime();
    const output = await run();
    const durationMs = now().getTime() - started;
    onEnd?.(output, durationMs);
    steps.push({ command, durationMs });
  }
  return steps;
}

function createRoad(root: string, paint: Painter, outer: Platform): readonly Step[] {
  const directory = join(root, 'weather');
  const file = join(directory, 'weather-0.1.0.plx');
  const to = join(root, 'plugins');
  const platform = isolate(outer, root, directory);
  return [
    createStep(
      'init weather --kind message-processor --name weather --yes --no-install',
      () => initPlugin({ directory, name: 'weather', kind: 'message-processor', install: false }, platform),
      ({ files }) => `Created ${files.length} files: ${files.join(', ')}`,
    ),
    createStep('validate', () => validatePlugin({ directory }, platform), renderValidation),
    createStep('test', () => testOnce(directory, platform), (report) =>
      [...report.suites.map((suite) => renderSuite(suite, paint)), renderTotals(report, paint)].join('\n'),
    ),
    createStep('pack --yes', () => packPlugin({ directory }, platform), renderPacked),
    createStep('verify weather-0.1.0.plx', () => verifyArchive({ file }, platform), renderVerification),
    createStep('publish weather-0.1.0.plx', () => publishPlugin({ file }, platform), renderPublished),
    createStep('install weather --to ../plugins --grant all', () => installPlugin({ spec: 'weather', to, grant: 'all' }, platform), renderInstall),
    createStep('list --to ../plugins --check', () => listPlugins({ to, check: true }, platform), ({ folder, plugins }) => renderList(folder, plugins, paint)),
  ];
}

// Keys and registry of this walk alone, and nobody to ask: what the user has stays as it is.
function isolate(platform: Platform, root: string, cwd: string): Platform {
  const env = Object.fromEntries(Object.entries(platform.env).filter(([name]) => !name.startsWith('PLEXI_')));
  const folders = { keys: join(root, 'keys'), registry: join(root, 'registry') };
  return { ...platform, cwd, env, folders, interactive: false, assumeYes: true };
}

async function testOnce(directory: string, platform: Platform): Promise<TestReport> {
  const report = await testPlugin({ directory }, platform);
  if (report === undefined) throw new Error('only watching ends without a report');
  return report;
}

function createStep<Report extends { readonly diagnostics: readonly Diagnostic[] }>(
  command: string,
  work: () => Promise<Report>,
  render: (report: Report) => string,
): Step {
  return {
    command,
    async run() {
      const report = await work();
      failOnErrors(report.diagnostics);
      return render(report);
    },
  };
}
