import { defineContributionChecks, DOES_SOMETHING } from '../contribution-checks.ts';

/** What an extension must do: be something, and run. */
export const extensionChecks = defineContributionChecks('PLX4331', DOES_SOMETHING);
