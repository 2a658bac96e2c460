import { defineProblems } from '../define-problems.ts';

/** Models in tests: PLX4450 to PLX4469. */
export const modelProblems = defineProblems({
  PLX4450: {
    severity: 'error',
    message: 'the model has no answer to question {number}, "{prompt}": {reason}',
    hint: 'write what the model answers, as a further turn of "host.ai.script" or with "host.ai.when"; if the plugin should not ask, mend the plugin',
    why: 'A test that gives the model a script, or rules, says everything that the model answers. The plugin has asked something else, or once more. It gets `NOT_AVAILABLE`, and the test fails even if the plugin deals with that.',
    fix: '```ts\nhost.ai.script(\'Good morning!\', { status: 503 }, \'Good evening!\');\nhost.ai.when(/weather/, \'Sunny.\');\n```\n\n`host.ai.requests` lists what was asked. Where the number of questions does not matter, `host.ai.reply` gives its last answer again and again.',
  },
});
