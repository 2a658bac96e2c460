import { defineProblems } from '../define-problems.ts';

/** Project files: PLX10xx. */
export const projectProblems = defineProblems({});
