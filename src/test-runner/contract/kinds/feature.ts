import { defineContributionChecks, DOES_SOMETHING } from '../contribution-checks.ts';

/** What a feature must do: be something, and run. */
export const featureChecks = defineContributionChecks('PLX4331', DOES_SOMETHING);
