import { describe, expect, test } from 'vitest';
import * as host from '../../src/host/index.ts';
import * as operations from '../../src/index.ts';
import * as testing from '../../src/testing/index.ts';
import * as sdk from '../../sdk/index.ts';
import * as pieces from '../../sdk/web/pieces.ts';

// What others import by name. Taking a name away breaks them: decide, then change the pin and the changelog together.
describe('the public surface', () => {
  test('plexi-plugin', () => {
    expect(Object.keys(operations).sort()).toEqual([
      'PlexiError', 'buildPlugin', 'createPlatform', 'explainProblem', 'generateKey', 'generateTypes', 'hasErrors', 'initPlugin', 'installPlugin',
      'listPlugins', 'packPlugin', 'publishPlugin', 'renderDiagnostic', 'searchPlugins', 'showPlugin', 'testPlugin', 'trustKey', 'uninstallPlugin',
      'validatePlugin', 'verifyArchive', 'yankPlugin',
    ]);
  });

  test('plexi-plugin/sdk', () => {
    const names = Object.keys(sdk).filter((name) => !Object.hasOwn(pieces, name));
    expect(names.sort()).toEqual([
      'AnalyticsPlugin', 'ApiError', 'ApiExtension', 'ApiResponse', 'AuthProvider', 'AutomationPlugin', 'BackupPlugin', 'CliPlugin', 'CorePlugin',
      'CustomPlugin', 'Exporter', 'ExtensionPlugin', 'FeaturePlugin', 'FileHandler', 'HostError', 'IntegrationPlugin', 'KernelError', 'MediaProcessor',
      'MessageProcessor', 'MicroApp', 'Middleware', 'MonitoringPlugin', 'NotificationChannel', 'PermissionError', 'Plugin', 'Provider',
      'RateLimitError', 'SecurityPlugin', 'StoragePlugin', 'ThemePlugin', 'Tool', 'UiPlugin', 'addAnalyticsHook', 'addBackgroundTask',
      'addBackupHandlers', 'addEventHandler', 'addHealthCheck', 'addLogHandler', 'addMiddleware', 'addWebhookHandler', 'backgroundTask',
      'cacheResult', 'declareServices', 'defineAction', 'defineAnalytics', 'defineApiExtension', 'defineAuthProvider', 'defineAutomation',
      'defineBackup', 'defineCliCommand', 'defineCliPlugin', 'defineCore', 'defineCustom', 'defineExporter', 'defineExtension', 'defineFeature',
      'defineFileHandler', 'defineIntegration', 'defineMediaProcessor', 'defineMessageProcessor', 'defineMicroApp', 'defineMiddleware',
      'defineMonitoring', 'defineNotificationChannel', 'defineProvider', 'defineRoute', 'defineSecurity', 'defineStorage', 'defineTheme',
      'defineTool', 'defineUi', 'externalApi', 'onEvent', 'rateLimit', 'registerAnalyticsHook', 'registerBackupHandler', 'registerEntries',
      'registerHealthCheck', 'registerLogHandler', 'registerMiddleware', 'requirePermission', 'webhookHandler',
    ]);
  });

  test('plexi-plugin/host', () => {
    expect(Object.keys(host).sort()).toEqual([
      'DEFAULT_CALL_RATES', 'DEFAULT_LIMITS', 'DEFAULT_RESTARTS', 'HostCallError', 'LIFECYCLE', 'PlexiError', 'createAnalytics', 'createApiRoutes', 'createAuthProviders',
      'createBackups', 'createCallLog', 'createCheckedChat', 'createCliCommands', 'createExporters', 'createFakeAi', 'createFakeHttp', 'createFileBackups',
      'createFileSettings', 'createFileStorage', 'createFolderFiles', 'createHealth', 'createIncomingWebhooks', 'createInternet',
      'createMediaPipeline', 'createMemoryBackups', 'createMemoryCalls', 'createMemoryChat', 'createMemoryFiles', 'createMemorySettings',
      'createMemoryStorage', 'createMiddleware', 'createMonitoring', 'createNotifications', 'createPluginManager', 'createProviders',
      'createQuickJsEngine', 'createSecurity', 'createSqliteDatabases', 'createStorageBackends', 'createSystemClock', 'createThemes', 'createTools',
      'createUi', 'createUiHandler', 'createVirtualClock', 'decodeBackup', 'encodeBackup', 'readInstalledPlugin',
    ]);
  });

  test('plexi-plugin/testing', () => {
    expect(Object.keys(testing).sort()).toEqual([
      'afterAll', 'afterEach', 'assertMessageSent', 'beforeAll', 'beforeEach', 'createAnalyticsEvent', 'createAnnouncedEvent', 'createCallEvent',
      'createFileEvent', 'createMessage', 'createMessageEvent', 'createParticipantEvent', 'createStreamEvent', 'createTestHost', 'describe', 'expect', 'it',
      'test', 'vi',
    ]);
  });
});
