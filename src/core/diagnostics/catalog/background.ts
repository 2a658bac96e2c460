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
});
