import { defineProblems } from '../define-problems.ts';

/** Sandbox: PLX40xx. */
export const sandboxProblems = defineProblems({});
