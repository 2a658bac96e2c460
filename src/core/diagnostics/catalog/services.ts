import { defineProblems } from '../define-problems.ts';

/** Services that hosts offer to plugins: PLX429x. */
export const serviceProblems = defineProblems({
  PLX4290: {
    severity: 'warning',
    message: '{count} events that "{plugin}" tracks were not counted, because it tracks more than {limit} in ten seconds',
    hint: 'track what people do, and not every step of a loop',
    why: 'Analytics are for what happens now and then. The host takes a thousand events of a plugin in ten seconds and drops the rest, so that one plugin cannot fill the queues of others. It says so at once, and then at most every minute.',
    fix: 'Count in the plugin and track the sum: `this.analytics.track("rows_imported", { count })`.',
  },
  PLX4291: {
    severity: 'warning',
    message: 'the log handler "{name}" of "{plugin}" has failed {count} times in a row, and is left out for a minute: {problem}',
    hint: 'mend the handler; logging goes on without it',
    why: 'The host logs whatever happens to the handlers of plugins. One that goes on failing would cost time at every line, so it gets none for a minute. Lines that are logged meanwhile do not reach it.',
    fix: 'Catch what can be expected to fail in the handler, such as a server that does not answer.',
  },
  PLX4292: {
    severity: 'warning',
    message: 'the log handler "{name}" of "{plugin}" is too slow, and has missed {count} lines',
    hint: 'make the handler faster, or let it take graver lines only',
    why: 'Lines wait while a handler deals with those before, a thousand at most. What comes then is dropped for this handler; the log of the host has every line.',
    fix: 'Collect lines in the handler and send them together later, or narrow the handler down with `level`.',
  },
  PLX4293: {
    severity: 'error',
    message: '"{plugin}" declares the service "{service}", but its manifest does not ask for {permissions}, without which it cannot use it',
    hint: 'add the permission to the manifest, such as {line}, or do not declare the service',
    why: 'The code says with `declareServices` what the plugin works with. The manifest must ask for a permission that opens the service; else every call of it would be refused, perhaps long after the plugin was installed.',
    fix: 'Add one of the permissions to `permissions` in the manifest. The reference of permissions says what each one opens.',
  },
});
