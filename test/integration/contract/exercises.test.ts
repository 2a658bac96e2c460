import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { TEMPLATE_KINDS, type TemplateKind } from '../../../src/core/manifest/kinds.ts';
import { createPlatform } from '../../../src/index.ts';
import { preparePlugin } from '../../../src/operations/prepare-plugin.ts';
import { createQuickJsEngine } from '../../../src/sandbox/quickjs-engine.ts';
import { listExercises, exercise } from '../../../src/test-runner/contract/exercises.ts';
import { findCommands } from '../../../src/test-runner/contract/find-commands.ts';
import { sampleSettings } from '../../../src/test-runner/contract/sample-settings.ts';
import { startTestHost } from '../../../src/test-runner/live-test-host.ts';

const root = join(import.meta.dirname, '../../..');
const engine = createQuickJsEngine();
afterAll(() => engine.close());

/** What of each template is exercised: what is not told here would never be. */
const EXERCISED: { readonly [Kind in TemplateKind]: readonly string[] } = {
  'message-processor': ['the message "Is anybody there?"', 'the message "!thanks"'],
  'file-handler': ['a file that is uploaded, read and deleted'],
  'api-extension': ['the route "GET /notes"', 'the route "POST /notes"', 'the route "DELETE /notes/{id}"'],
  provider: ['the model "pip-1"'],
  tool: ['the action "count_words"', 'the action "roll_dice"'],
  middleware: ['a request of "web" through "hooks"', 'a request of "api" through "hooks"'],
  export: ['the format "csv"', 'the format "markdown"'],
  ui: ['the component "poll-card:PollCard"'],
  'auth-provider': ['the sign-in "invitation"'],
  notification: ['the channel "chat"'],
  cli: ['the command "task add "water the plants""', 'the command "task add"', 'the command "task list"', 'the command "task done"', 'the command "task clear"'],
  theme: ['the theme'],
  'micro-app': ['the component "task-list:TaskList"'],
  'media-processor': ['a call of two', 'a piece of sound'],
  storage: ['bytes that are kept'],
  security: ['a message that is checked'],
  analytics: ['something to count'],
  monitoring: ['metrics'],
  backup: ['a backup'],
  automation: ['the message "Is anybody there?"', 'the task "greet"'],
  integration: ['the task "sync"'],
  feature: ['the task "remind"'],
  core: ['the event "plugin.enabled"'],
  // What these two do, other plugins ask for in words of their own.
  extension: [],
  custom: [],
};

test.each(TEMPLATE_KINDS)('the template of the kind %s is exercised, and stands it', async (kind) => {
  const directory = join(root, 'templates', kind);
  const { plugin } = await preparePlugin(directory, createPlatform({ cwd: directory }));
  const host = await startTestHost(plugin, { config: sampleSettings(plugin.source.settingsSchema) }, engine);
  try {
    const context = { commands: findCommands(plugin.source.code, host.config.values) };
    const names = listExercises(host, context).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining([...EXERCISED[kind]]));
    if (EXERCISED[kind].length === 0) expect(names).toEqual([]);
    await exercise(host, context, { isThorough: true });
  } finally {
    await host.close();
  }
});
