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
      'ApiError', 'ApiExtension', 'ApiResponse', 'AuthProvider', 'CliPlugin', 'Exporter', 'FileHandler', 'HostError', 'MediaProcessor', 'MessageProcessor',
      'MicroApp', 'Middleware', 'NotificationChannel', 'PermissionError', 'Plugin', 'Provider', 'RateLimitError', 'ThemePlugin', 'Tool', 'UiPlugin',
      'addBackgroundTask', 'addBackupHandlers', 'addEventHandler', 'addMiddleware', 'addWebhookHandler', 'backgroundTask', 'cacheResult', 'defineAction',
      'defineApiExtension', 'defineAuthProvider', 'defineCliCommand', 'defineCliPlugin', 'defineExporter', 'defineFileHandler', 'defineMediaProcessor',
      'defineMessageProcessor', 'defineMicroApp', 'defineMiddleware', 'defineNotificationChannel', 'defineProvider', 'defineRoute', 'defineTheme', 'defineTool',
      'defineUi', 'externalApi', 'onEvent', 'rateLimit', 'registerBackupHandler', 'registerEntries', 'registerMiddleware', 'requirePermission', 'webhookHandler',
    ]);
  });

  test('plexi-plugin/host', () => {
    expect(Object.keys(host).sort()).toEqual([
      'DEFAULT_LIMITS', 'DEFAULT_RESTARTS', 'HostCallError', 'LIFECYCLE', 'PlexiError', 'createApiRoutes', 'createAuthProviders', 'createBackups',
      'createCliCommands', 'createExporters', 'createFakeAi', 'createFakeHttp', 'createFileSettings', 'createFileStorage', 'createIncomingWebhooks',
      'createInternet', 'createMediaPipeline', 'createMemoryCalls', 'createMemoryChat', 'createMemoryFiles', 'createMemorySettings', 'createMemoryStorage',
      'createMiddleware', 'createNotifications', 'createPluginManager', 'createProviders', 'createQuickJsEngine', 'createSqliteDatabases', 'createSystemClock',
      'createThemes', 'createTools', 'createUi', 'createUiHandler', 'createVirtualClock', 'decodeBackup', 'encodeBackup', 'readInstalledPlugin',
    ]);
  });

  test('plexi-plugin/testing', () => {
    expect(Object.keys(testing).sort()).toEqual([
      'afterAll', 'afterEach', 'assertMessageSent', 'beforeAll', 'beforeEach', 'createFileEvent', 'createMessage', 'createMessageEvent', 'createTestHost', 'describe', 'expect', 'it', 'test', 'vi',
    ]);
  });
});
