import { afterAll, expect, test, vi } from 'vitest';
import { exercise, listExercises } from '../../../src/test-runner/contract/exercises.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';
import { buildPlugin } from '../../helpers/build-plugin.ts';
import { MEGA_CLI, MEGA_COMMANDS, MEGA_MANIFEST } from '../../helpers/mega-cli.ts';
import { createTestEngine } from '../../helpers/sandbox.ts';

const engine = createTestEngine();
afterAll(() => engine.close());

// Ordinary use is repeated for every fault and every value of a setting: with all of them a contract would take ten minutes.
test('of hundreds of commands a few stand for all, from the first to the last', async () => {
  const host = await startTestHost({ source: await buildPlugin(MEGA_CLI, MEGA_MANIFEST), manifestFile: 'plugin.json' }, {}, engine);
  try {
    const context = { commands: [] };
    expect(listExercises(host, context)).toHaveLength(2 * MEGA_COMMANDS);
    const run = vi.spyOn(host, 'runCommand');
    await exercise(host, context);
    expect(run).toHaveBeenCalledTimes(30);
    expect(run.mock.calls.map(([line]) => String(line))).toEqual(expect.arrayContaining(['ai list-rooms --limit 3', expect.stringMatching(/^user,/)]));
  } finally {
    await host.close();
  }
});
