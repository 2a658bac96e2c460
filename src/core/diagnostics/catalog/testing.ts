import { defineProblems } from '../define-problems.ts';

/** Tests of plugins: PLX42xx. */
export const testProblems = defineProblems({});
