import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { hasErrors } from '../../core/diagnostics/diagnostic.ts';
import type { TestResult, TestSuite } from '../../core/test-report/test-report.ts';
import { parseTranscript } from '../../core/transcript/parse-transcript.ts';
import type { Scene } from '../../core/transcript/transcript.ts';
import { updateTranscript } from '../../core/transcript/update-transcript.ts';
import type { Engine } from '../../sandbox/engine.ts';
import { nameFile } from '../describe-failure.ts';
import type { PluginUnderTest } from '../plugin-under-test.ts';
import { playScene, type PlayedScene } from './play-scene.ts';

/** What running the transcripts of a plugin takes. */
export interface TranscriptRun {
  readonly plugin: PluginUnderTest;
  readonly engine: Engine;
  readonly signal: AbortSignal;
  /** The folder with the tests, absolute. */
  readonly directory: string;
  /** Whether what the plugin does is written into the files where they expect something else. */
  readonly update: boolean;
}

/** Plays every transcript below `tests` in a plugin's folder, by path: one suite per file, one test per scene. */
export async function* runTranscripts(run: TranscriptRun): AsyncGenerator<TestSuite> {
  for (const file of await listTranscripts(run.directory)) yield await runTranscript(file, run);
}

async function listTranscripts(directory: string): Promise<readonly string[]> {
  const folder = join(directory, 'tests');
  const found = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return found.filter((entry) => entry.isFile() && entry.name.endsWith('.chat')).map(({ parentPath, name }) => join(parentPath, name)).sort();
}

async function runTranscript(file: string, run: TranscriptRun): Promise<TestSuite> {
  const started = performance.now();
  const name = nameFile(file, run.directory);
  const text = await readFile(file, 'utf8');
  const { scenes, diagnostics } = parseTranscript(text, file);
  const finish = (tests: readonly TestResult[]): TestSuite => ({ type: 'file', name, durationMs: performance.now() - started, tests, problems: diagnostics });
  if (hasErrors(diagnostics)) return finish([]);
  const played = await playScenes(scenes, file, run);
  const updated = run.update ? updateTranscript(text, played.flatMap(({ steps }) => steps)) : text;
  if (updated === text) return finish(played.map(({ result }) => result));
  await writeFile(file, updated);
  // What the new text says is tested as any other: what cannot be written down has failed still.
  const again = await playScenes(parseTranscript(updated, file).scenes, file, run);
  return finish(again.map(({ result }) => result));
}

interface PlayedTest extends Pick<PlayedScene, 'steps'> {
  readonly result: TestResult;
}

async function playScenes(scenes: readonly Scene[], file: string, { plugin, engine, signal, directory }: TranscriptRun): Promise<readonly PlayedTest[]> {
  const played: PlayedTest[] = [];
  for (const scene of scenes) {
    signal.throwIfAborted();
    const started = performance.now();
    const { steps, problems, timeline } = await playScene(scene, { plugin, engine, file, name: nameFile(file, directory) });
    const state = hasErrors(problems) ? 'failed' : 'passed';
    played.push({ steps, result: { name: scene.name, state, durationMs: performance.now() - started, problems, file, line: scene.span.line, ...(timeline && { timeline }) } });
  }
  return played;
}
