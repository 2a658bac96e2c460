// The child process that runs an author's test files. It talks to its parent over IPC; nothing is printed.
import { createReporter } from './child/create-reporter.ts';
import { createRunner } from './child/create-runner.ts';
import { createWarmThreads } from './child/warm-threads.ts';
import { readFailure } from './child/read-failure.ts';
import type { Failure, RunnerEvent, RunnerRequest, RunnerSettings } from './protocol.ts';

const settings = JSON.parse(process.argv[2] ?? '') as RunnerSettings;
const failures = new Map<string, Failure>();

// Ctrl-C reaches the whole group: the parent decides, and without a parent there is nobody to run tests for.
process.on('SIGINT', () => undefined).on('disconnect', () => process.exit());

const threads = settings.watch === true ? createWarmThreads(settings.toolRoot) : undefined;
const starting = createRunner(settings, { reporter: createReporter(send, failures), failures, pool: threads?.pool ?? 'threads' });
process.on('message', (request: RunnerRequest) => {
  answer(request).catch((error: unknown) => { send({ type: 'broken', failure: readFailure(error) }); });
});

async function answer(request: RunnerRequest): Promise<void> {
  if (request.type === 'close') {
    await starting.then((vitest) => vitest.close(), () => undefined);
    process.exit();
  }
  const vitest = await starting;
  vitest.provide('plexiPlugin', request.plugin);
  vitest.provide('plexiRecord', request.record);
  for (const file of request.changed) vitest.invalidateFile(file);
  vitest.clearSpecificationsCache();
  const files = await vitest.globTestSpecifications();
  send({ type: 'run-started', files: files.map(({ moduleId }) => moduleId) });
  const { unhandledErrors } = await vitest.runTestSpecifications(files, true);
  send({ type: 'run-ended', failures: unhandledErrors.map(readFailure) });
  threads?.prepare();
}

function send(event: RunnerEvent): void {
  process.send?.(event);
}
