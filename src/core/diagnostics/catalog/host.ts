import { defineProblems } from '../define-problems.ts';

/** Host: PLX41xx. */
export const hostProblems = defineProblems({});
