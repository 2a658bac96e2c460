import { uiChecks } from './ui.ts';

/** What a micro-app must do: the same as any user interface, on a page of its own. */
export const microAppChecks = uiChecks;
