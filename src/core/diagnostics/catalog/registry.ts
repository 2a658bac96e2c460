import { defineProblems } from '../define-problems.ts';

/** Registry: PLX50xx. */
export const registryProblems = defineProblems({});
