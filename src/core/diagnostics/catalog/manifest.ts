import { defineProblems } from '../define-problems.ts';

/** Manifest: PLX11xx. */
export const manifestProblems = defineProblems({});
