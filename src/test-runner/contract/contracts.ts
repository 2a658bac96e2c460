import type { PluginKind } from '../../core/manifest/kinds.ts';
import type { Contract, ContractCheck } from './contract.ts';
import { cliChecks } from './kinds/cli.ts';
import { lifecycleChecks } from './lifecycle-checks.ts';
import { messageProcessorChecks } from './kinds/message-processor.ts';
import { listPermissionChecks } from './permission-checks.ts';
import { listSettingsChecks } from './settings-checks.ts';

/** What plugins of one kind must do besides what those of every kind must. */
const KIND_CHECKS: { readonly [Kind in PluginKind]?: readonly ContractCheck[] } = {
  'message-processor': messageProcessorChecks,
  cli: cliChecks,
};

/** The contract of a kind. */
export function findContract(kind: PluginKind): Contract {
  return {
    name: `contract: ${kind}`,
    listChecks: ({ plugin }) => [
      ...lifecycleChecks,
      ...(KIND_CHECKS[kind] ?? []),
      ...listPermissionChecks(plugin),
      ...listSettingsChecks(plugin.source.settingsSchema),
    ],
  };
}

/** Whether there are checks that are particular to a kind. */
export function hasOwnChecks(kind: PluginKind): boolean {
  return KIND_CHECKS[kind] !== undefined;
}
