import type { PluginKind } from '../../core/manifest/kinds.ts';
import type { Contract, ContractCheck } from './contract.ts';
import { listFaultChecks } from './fault-checks.ts';
import { fuzzChecks } from './fuzz-checks.ts';
import { analyticsChecks } from './kinds/analytics.ts';
import { apiExtensionChecks } from './kinds/api-extension.ts';
import { authProviderChecks } from './kinds/auth-provider.ts';
import { automationChecks } from './kinds/automation.ts';
import { backupChecks } from './kinds/backup.ts';
import { cliChecks } from './kinds/cli.ts';
import { coreChecks } from './kinds/core.ts';
import { customChecks } from './kinds/custom.ts';
import { exportChecks } from './kinds/export.ts';
import { extensionChecks } from './kinds/extension.ts';
import { featureChecks } from './kinds/feature.ts';
import { fileHandlerChecks } from './kinds/file-handler.ts';
import { integrationChecks } from './kinds/integration.ts';
import { mediaProcessorChecks } from './kinds/media-processor.ts';
import { messageProcessorChecks } from './kinds/message-processor.ts';
import { microAppChecks } from './kinds/micro-app.ts';
import { middlewareChecks } from './kinds/middleware.ts';
import { monitoringChecks } from './kinds/monitoring.ts';
import { notificationChecks } from './kinds/notification.ts';
import { providerChecks } from './kinds/provider.ts';
import { securityChecks } from './kinds/security.ts';
import { storageChecks } from './kinds/storage.ts';
import { themeChecks } from './kinds/theme.ts';
import { toolChecks } from './kinds/tool.ts';
import { uiChecks } from './kinds/ui.ts';
import { lifecycleChecks } from './lifecycle-checks.ts';
import { listPermissionChecks } from './permission-checks.ts';
import { listSettingsChecks } from './settings-checks.ts';

/** What plugins of one kind must do besides what those of every kind must. */
const KIND_CHECKS: { readonly [Kind in PluginKind]: readonly ContractCheck[] } = {
  'message-processor': messageProcessorChecks,
  'file-handler': fileHandlerChecks,
  'api-extension': apiExtensionChecks,
  provider: providerChecks,
  tool: toolChecks,
  middleware: middlewareChecks,
  export: exportChecks,
  ui: uiChecks,
  'auth-provider': authProviderChecks,
  notification: notificationChecks,
  'media-processor': mediaProcessorChecks,
  cli: cliChecks,
  storage: storageChecks,
  security: securityChecks,
  analytics: analyticsChecks,
  monitoring: monitoringChecks,
  backup: backupChecks,
  automation: automationChecks,
  theme: themeChecks,
  'micro-app': microAppChecks,
  integration: integrationChecks,
  feature: featureChecks,
  core: coreChecks,
  extension: extensionChecks,
  custom: customChecks,
};

/** The checks that are particular to a kind. */
export function listKindChecks(kind: PluginKind): readonly ContractCheck[] {
  return KIND_CHECKS[kind];
}

/** The contract of a kind. */
export function findContract(kind: PluginKind): Contract {
  return {
    name: `contract: ${kind}`,
    listChecks: ({ plugin }) => [
      ...lifecycleChecks,
      ...KIND_CHECKS[kind],
      ...listPermissionChecks(plugin),
      ...listSettingsChecks(plugin.source.settingsSchema),
      ...listFaultChecks(plugin),
      ...fuzzChecks,
    ],
  };
}
