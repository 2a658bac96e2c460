import type { PluginKind } from '../../core/manifest/kinds.ts';
import type { Contract } from './contract.ts';
import { lifecycleChecks } from './lifecycle-checks.ts';
import { messageChecks } from './message-checks.ts';
import { listPermissionChecks } from './permission-checks.ts';
import { listSettingsChecks } from './settings-checks.ts';

/** The contract of each kind that has one. */
export const CONTRACTS: { readonly [Kind in PluginKind]?: Contract } = {
  'message-processor': {
    name: 'contract: message-processor',
    listChecks: ({ plugin }) => [
      ...lifecycleChecks,
      ...messageChecks,
      ...listPermissionChecks(plugin),
      ...listSettingsChecks(plugin.source.settingsSchema),
    ],
  },
};
