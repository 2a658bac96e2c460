import { defineContributionChecks, DOES_SOMETHING } from '../contribution-checks.ts';

/** What a plugin of no other kind must do: be something, and run. */
export const customChecks = defineContributionChecks('PLX4331', DOES_SOMETHING);
