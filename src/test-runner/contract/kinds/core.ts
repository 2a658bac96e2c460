import { defineContributionChecks, DOES_SOMETHING } from '../contribution-checks.ts';

/** What a plugin of the core must do: be something, and run. */
export const coreChecks = defineContributionChecks('PLX4331', DOES_SOMETHING);
