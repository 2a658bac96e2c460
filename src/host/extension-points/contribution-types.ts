import type { ContributionType } from './contribution.ts';
import { modelType } from './providers.ts';
import { formatType } from './exporters.ts';
import { channelType } from './notifications.ts';
import { actionType } from './tools.ts';
import { componentType } from './ui.ts';

/** What can be contributed and is checked when a plugin is loaded. */
export const CONTRIBUTION_TYPES: readonly ContributionType<unknown>[] = [actionType, channelType, componentType, formatType, modelType];
