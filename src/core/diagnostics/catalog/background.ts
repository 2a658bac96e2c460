import { defineProblems } from '../define-problems.ts';

/** What plugins do on their own: tasks, events, webhooks. PLX416x and PLX417x. */
export const backgroundProblems = defineProblems({
  PLX4160: {
    severity: 'error',
    message: 'the background tasks of "{plugin}" are not those of its manifest: {problem}',
    hint: 'make `background_tasks` in the manifest the list of the tasks in the code, or leave it out',
    why: 'Whoever installs a plugin reads in its manifest what it does while nobody watches. So the list there, where there is one, is the whole truth, and `features.background_tasks: false` is a promise.',
    fix: 'A task is called like its method, or as `addBackgroundTask` says. Write those names into `background_tasks`, each once over all entry points.',
  },
  PLX4161: {
    severity: 'error',
    message: '"{plugin}" listens to "{event}", but {problem}',
    hint: 'correct the name of the event, or name the plugin it comes from among the dependencies in the manifest',
    why: 'An event that nobody tells would never come, and nobody would notice. Events of another plugin reach only those who say in their manifest that they have to do with it: whoever installs a plugin sees there whom it talks to.',
    fix: 'Events of the host are called `message.received` or `plugin.enabled`, those of the host program `host.` and a word, those of another plugin by its name, `:` and a word: `weather:changed`. For the last ones write `"dependencies": ["weather"]`, or `optional_dependencies` where the plugin works without.',
  },
  PLX4162: {
    severity: 'error',
    message: '"{event}" is no name for an event of the host program',
    hint: 'begin it with "host.", for example "host.started"',
    why: 'The first word of an event tells who it comes from: what begins with `host.` comes from the host program, and no plugin can tell it.',
    fix: 'Call `manager.announce` with `host.` and words of letters and digits, with `.`, `_` or `-` between them.',
  },
  PLX4163: {
    severity: 'error',
    message: 'this is no backup that can be restored: {problem}',
    hint: 'take another copy of the backup',
    why: 'A backup is restored whole or not at all, so the file says what it holds, with a digest over it. This one was cut off, changed or never a backup.',
    fix: 'Read it with `decodeBackup` exactly as `encodeBackup` has written it: as bytes, without changing line ends.',
  },
});
