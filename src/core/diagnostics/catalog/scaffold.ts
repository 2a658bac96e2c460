import { defineProblems } from '../define-problems.ts';

/** Scaffolding: PLX60xx. */
export const scaffoldProblems = defineProblems({});
