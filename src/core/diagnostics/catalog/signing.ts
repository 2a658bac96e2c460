import { defineProblems } from '../define-problems.ts';

/** Signing and trust: PLX30xx. */
export const signingProblems = defineProblems({});
