import { defineProblems } from '../define-problems.ts';

/** Permissions: PLX12xx. */
export const permissionProblems = defineProblems({});
