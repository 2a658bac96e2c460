import { listProblems, type TestSuite } from '../../../src/core/test-report/test-report.ts';
import { renderDiagnostic } from '../../../src/core/diagnostics/render-diagnostic.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { createPlatform } from '../../../src/index.ts';
import { runTranscripts } from '../../../src/test-runner/transcripts/run-transcripts.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

/** Plays the transcripts in a plugin's folder, and nothing else. */
export async function runChat(directory: string, update = false): Promise<readonly TestSuite[]> {
  const platform = createPlatform({ cwd: directory });
  const { plugin } = await preparePlugin(directory, platform);
  const engine = createTestEngine();
  try {
    const suites: TestSuite[] = [];
    for await (const suite of runTranscripts({ plugin, engine, signal: platform.signal, directory, update })) suites.push(suite);
    return suites;
  } finally {
    await engine.close();
  }
}

/** The problems of suites as the command prints them, with paths in the plugin's folder. */
export function renderProblems(suites: readonly TestSuite[], directory: string, source: string): string {
  return listProblems(suites).map((problem) => `${renderDiagnostic(problem, source)}\n`).join('').replaceAll(`${directory}/`, '');
}
