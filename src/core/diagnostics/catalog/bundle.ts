import { defineProblems } from '../define-problems.ts';

/** Entry points and bundle: PLX13xx. */
export const bundleProblems = defineProblems({});
