import { dirname, resolve } from 'node:path';
import { inject, onTestFinished, TestRunner, type TestContext } from 'vitest';
import type { PluginUse } from '../core/coverage/plugin-use.ts';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { fail, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { createInternet } from '../host/services/internet.ts';
import { createEngineOn } from '../sandbox/quickjs-engine.ts';
import { checkDenials } from '../test-runner/check-denials.ts';
import { loadRecording, recordHttp, type HttpRecording, type RecordingStart } from '../test-runner/http-recording.ts';
import { startTestHost, type LiveTestHost } from '../test-runner/live-test-host.ts';
import { isInstrumented, type PluginUnderTest } from '../test-runner/plugin-under-test.ts';
import { TRACE, type TestTrace } from '../test-runner/protocol.ts';
import { createUseRecorder } from '../test-runner/record-use.ts';
import type { TestHost, TestHostOptions } from '../test-runner/test-host.ts';
import { TEST_THREADS } from '../test-runner/test-threads.ts';
import { bundlePluginUnderTest } from './bundle-plugin-under-test.ts';

/** How a test wants its host, and which plugin it is about. */
export interface CreateTestHostOptions extends TestHostOptions {
  /** The plugin's folder; default: the plugin that `plexi-plugin test` runs on, else the current folder. */
  readonly directory?: string;
  /**
   * A file with what servers answered once, relative to the plugin’s folder: `tests/recordings/github.json`. It is replayed,
   * without a network; `plexi-plugin test --record` makes it.
   */
  readonly recording?: string;
  /** Folders of other plugins that are there too, enabled: those that it depends on, or talks to. Relative to the plugin's folder. */
  readonly with?: readonly string[];
  /** What a concurrent test gets as its argument: only it tells such tests apart. */
  readonly context?: TestContext;
}

/**
 * Loads and enables the plugin under test, from its real bundle in the real sandbox. Closed when the test ends.
 *
 * Call it in a test or in `beforeEach`: each test gets a plugin of its own. When the plugin made a host call whose
 * permission its manifest does not ask for, the test fails, whether or not the plugin noticed.
 *
 * @param options - Settings, grants, clock and seed, and other plugins that are there too.
 * @returns The host, with the plugin enabled.
 * @throws {@link PlexiError} `PLX4211` outside of a test; `PLX4362` without the recording; `PLX4216` in a concurrent test without its context; PLX40xx and PLX41xx when the plugin does not start.
 *
 * @example
 * ```ts
 * import { createTestHost, expect, test } from 'plexi-plugin/testing';
 *
 * test('knows the weather', async () => {
 *   const host = await createTestHost({ config: { units: 'metric' } });
 *   await host.receive('!weather Oslo');
 *   expect(host).toHaveSentMessage(/Oslo: -?\d+ °C/);
 * });
 * ```
 */
export async function createTestHost(options: CreateTestHostOptions = {}): Promise<TestHost> {
  const { name, meta, whenFinished } = findTest(options.context);
  const opening = openHost(options);
  whenFinished(async () => {
    const opened = await opening.catch(() => undefined);
    if (opened === undefined) return;
    const problems = await opened.close();
    const { uses = [], timeline = [] } = meta[TRACE] ?? {};
    const [use, happened] = [opened.takeUse(), opened.host.timeline?.take()];
    meta[TRACE] = { ...(use && { uses: [...uses, use] }), ...(happened && { timeline: [...timeline, ...happened] }) };
    failOnErrors([...checkDenials(opened.host, opened.plugin, `test "${name}"`), ...problems]);
  });
  return (await opening).host;
}

interface CurrentTest {
  readonly name: string;
  readonly meta: { [TRACE]?: TestTrace };
  readonly whenFinished: (run: () => Promise<void>) => void;
}

function findTest(context: TestContext | undefined): CurrentTest {
  if (context !== undefined) return { name: context.task.name, meta: context.task.meta as CurrentTest['meta'], whenFinished: (run) => { context.onTestFinished(run); } };
  const test = TestRunner.getCurrentTest() ?? fail('PLX4211', {});
  // Vitest knows one current test: of tests that run at the same time, that may be any.
  if (test.concurrent === true) fail('PLX4216', {});
  return { name: test.name, meta: test.meta as CurrentTest['meta'], whenFinished: (run) => { onTestFinished(run); } };
}

interface OpenedHost {
  readonly host: LiveTestHost;
  readonly plugin: PluginUnderTest;
  /** @returns What was not as it was recorded. */
  close(): Promise<readonly Diagnostic[]>;
  /** What was made of the plugin, where that is recorded. */
  takeUse(): PluginUse | undefined;
}

async function openHost(options: CreateTestHostOptions): Promise<OpenedHost> {
  const engine = createEngineOn(TEST_THREADS);
  const plugin = await addCompanions(await findPlugin(options.directory), options.with ?? []);
  const recorder = isInstrumented(plugin) ? createUseRecorder(plugin, engine) : undefined;
  const startRecording = options.recording === undefined ? undefined : await openRecording(options.recording, plugin);
  let recording: HttpRecording | undefined;
  const host = await startTestHost(plugin, options, recorder?.engine ?? engine, startRecording && ((started) => (recording = startRecording(started))));
  return {
    host,
    plugin,
    async close() {
      await host.close();
      await engine.close();
      return (await recording?.finish()) ?? [];
    },
    takeUse: () => recorder?.take(),
  };
}

async function openRecording(name: string, { source, manifestFile }: PluginUnderTest): Promise<RecordingStart> {
  const options = { file: resolve(source.folder ?? dirname(manifestFile), name), name };
  const isRecording = (inject('plexiRecord') as boolean | undefined) === true;
  return isRecording ? (secretSource) => recordHttp(options, createInternet(), secretSource) : loadRecording(options);
}

async function addCompanions(plugin: PluginUnderTest, folders: readonly string[]): Promise<PluginUnderTest> {
  const { companions = [], source, manifestFile } = plugin;
  const added = await Promise.all(folders.map((folder) => bundlePluginUnderTest(resolve(source.folder ?? dirname(manifestFile), folder))));
  return { ...plugin, companions: [...companions, ...added.map((each) => each.source)] };
}

async function findPlugin(directory: string | undefined): Promise<PluginUnderTest> {
  const given = inject('plexiPlugin') as PluginUnderTest | undefined;
  return directory === undefined && given !== undefined ? given : bundlePluginUnderTest(directory ?? '.');
}
