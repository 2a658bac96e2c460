import { defineProblems } from '../define-problems.ts';

/** Recorded requests of tests: PLX4360 to PLX4369. */
export const recordingProblems = defineProblems({
  PLX4360: {
    severity: 'error',
    message: 'the request {request} is not the one that was recorded in "{file}": {reason}',
    hint: 'mend the plugin; when the request is right, record it anew with "plexi-plugin test --record"',
    why: 'A test that replays a recording reaches no server: each request must be one that was recorded. The details say what has changed, with credentials taken out on both sides.',
    fix: 'Mend the plugin, or record the exchange anew. What must not be recorded, such as the time, belongs out of the request or behind the clock of the test.',
  },
  PLX4361: {
    severity: 'error',
    message: 'the plugin no longer makes {count} of the requests that were recorded in "{file}", the first of them {request}',
    hint: 'look why it does not; when that is right, record anew with "plexi-plugin test --record"',
    why: 'A recording says what the plugin asks, and how often. Requests that are not made any more hide a plugin that has stopped doing something.',
    fix: 'Mend the plugin, or record anew.',
  },
  PLX4362: {
    severity: 'error',
    message: 'there is no recording "{file}"',
    hint: 'make it with "plexi-plugin test --record", which lets the plugin reach the real servers',
    why: 'The network of a test is closed. It is opened only for a run with `--record`, and only to the hosts that the manifest names.',
    fix: 'Run `plexi-plugin test --record` once, look at the file, and commit it.',
  },
  PLX4363: {
    severity: 'error',
    message: '"{file}" is no recording that this version can read',
    hint: 'record it anew with "plexi-plugin test --record"',
    why: 'A recording is a JSON file with `version` 1 and a list of `exchanges`.',
    fix: 'Undo what changed the file, or record it anew.',
  },
});
