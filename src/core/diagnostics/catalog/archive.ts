import { defineProblems } from '../define-problems.ts';

/** Archive: PLX20xx. */
export const archiveProblems = defineProblems({});
