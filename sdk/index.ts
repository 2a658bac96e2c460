export type { Ai, AiAnswer, AiMessage, AiModel, AiRequest } from './capabilities/ai.ts';
export type { Analytics, AnalyticsProperties } from './capabilities/analytics.ts';
export type { BackupInfo, Backups } from './capabilities/backups.ts';
export type { CallEvent, CallEventType, CallHooks, ParticipantEvent, StreamEvent } from './call-events.ts';
export type { Call, Calls, CallStream, Participant } from './capabilities/calls.ts';
export type { Channel, ChannelChanges, ChannelQuery, Channels, NewChannel } from './capabilities/channels.ts';
export type { Config, ConfigChange, PluginSettings, SettingName, Settings, SettingValue } from './capabilities/config.ts';
export type { AnnouncedEvent, Events } from './capabilities/events.ts';
export type { Database, SqlParameter, SqlResult, SqlRow, SqlStatement, SqlValue } from './capabilities/database.ts';
export type { FileContent, FileInfo, FileQuery, FileRange, Files, NewFile } from './capabilities/files.ts';
export type { Kernel, Kernels } from './capabilities/kernels.ts';
export type { LogFields, Logger } from './capabilities/logger.ts';
export type { Message, MessageQuery, Messages, OutgoingMessage } from './capabilities/messages.ts';
export type { Storage, StorageEntry } from './capabilities/storage.ts';
export type { PluginMessage, PluginMessageOptions, Plugins } from './capabilities/plugins.ts';
export type { HashAlgorithm, Security } from './capabilities/security.ts';
export type { EndedTaskRun, Scheduler, TaskInfo } from './capabilities/scheduler.ts';
export type { PageAudience, Pages } from './capabilities/pages.ts';
export type { Permissions } from './capabilities/permissions.ts';
export type { Webhooks } from './capabilities/webhooks.ts';
export { addBackgroundTask, backgroundTask } from './decorators/background-task.ts';
export type { TaskFunction, TaskOptions, TaskPolicy, TaskRun } from './decorators/background-task.ts';
export { cacheResult } from './decorators/cache-result.ts';
export type { CacheOptions } from './decorators/cache-result.ts';
export type { ContributionDecorator } from './decorators/contribute.ts';
export type { AsyncMethodWrapper, Method, MethodWrapper } from './decorators/method-decorator.ts';
export { externalApi } from './decorators/external-api.ts';
export type { ExternalApiOptions, ExternalCall, ExternalMethodWrapper } from './decorators/external-api.ts';
export { addAnalyticsHook, registerAnalyticsHook } from './decorators/register-analytics-hook.ts';
export type { AnalyticsHook } from './decorators/register-analytics-hook.ts';
export { addHealthCheck, registerHealthCheck } from './decorators/register-health-check.ts';
export type { HealthCheck, HealthCheckOptions, HealthProbe } from './decorators/register-health-check.ts';
export { addLogHandler, registerLogHandler } from './decorators/register-log-handler.ts';
export type { LoggedLine, LogHandler, LogHandlerOptions, LogLevelName } from './decorators/register-log-handler.ts';
export { declareServices } from './declare-services.ts';
export type { ServiceName } from './declare-services.ts';
export { addBackupHandlers, registerBackupHandler } from './decorators/register-backup-handler.ts';
export type { BackupData, BackupHandlers } from './decorators/register-backup-handler.ts';
export { addMiddleware, registerMiddleware } from './decorators/register-middleware.ts';
export type { MiddlewareArguments, MiddlewareFunction } from './decorators/register-middleware.ts';
export { requirePermission } from './decorators/require-permission.ts';
export type { HostPermission, OnBehalf } from './decorators/require-permission.ts';
export { addWebhookHandler, webhookHandler } from './decorators/webhook-handler.ts';
export type { WebhookFunction, WebhookOptions, WebhookRequest } from './decorators/webhook-handler.ts';
export { addEventHandler, onEvent } from './decorators/on-event.ts';
export type { EventHandler, EventName, EventOf, EventOptions, HostEvents, PluginStateData } from './decorators/on-event.ts';
export { rateLimit } from './decorators/rate-limit.ts';
export type { RateLimitOptions } from './decorators/rate-limit.ts';
export type { User, UserQuery, Users } from './capabilities/users.ts';
export type { HookFunctions, LifecycleFunctions, PluginClass } from './define-entry.ts';
export type { Duration } from './duration.ts';
export { HostError, KernelError, PermissionError, RateLimitError } from './errors.ts';
export type { HostErrorCode, HostErrorDetails } from './errors.ts';
export type { JsonCompatible } from './json.ts';
export type { FromSchema, JsonSchema, JsonSchemaType, ObjectSchema } from './json-schema.ts';
export { CliPlugin, defineCliCommand, defineCliPlugin } from './kinds/cli.ts';
export type { CliCommands, CliPluginDefinition } from './kinds/cli.ts';
export type {
  ArgumentValues, CliCommand, CommandArgument, CommandArguments, CommandCall, CommandFlag, CommandFlags, CommandUser, FlagValues, NumberValue, SwitchFlag, TextValue, ValueFlag,
} from './kinds/cli-command.ts';
export type { CommandInput, CommandLine, CommandOutput } from './kinds/cli-output.ts';
export type { Hook, Kind } from './kind.ts';
export { defineMediaProcessor, MediaProcessor } from './kinds/media-processor.ts';
export type { AudioFrame, MediaFrame, MediaHooks, MediaProcessorDefinition, VideoFormat, VideoFrame } from './kinds/media-processor.ts';
export { defineFileHandler, FileHandler } from './kinds/file-handler.ts';
export type { FileEvent, FileEventType, FileHandlerDefinition, FileHooks } from './kinds/file-handler.ts';
export { defineMessageProcessor, MessageProcessor } from './kinds/message-processor.ts';
export type { MessageEvent, MessageEventType, MessageHooks, MessageProcessorDefinition } from './kinds/message-processor.ts';
export { defineProvider, Provider } from './kinds/provider.ts';
export type {
  ChatCompletion, ChatDelta, ChatFinishReason, ChatMessage, ChatModel, ChatOptions, ChatTool, ChatToolCall, ChatUsage, ProviderDefinition, ProviderHooks,
} from './kinds/provider.ts';
export { defineExporter, Exporter } from './kinds/exporter.ts';
export type { ExportContent, ExporterDefinition, ExportFile, ExportFormat, ExportFormats, ExportOptions } from './kinds/exporter.ts';
export { defineNotificationChannel, NotificationChannel } from './kinds/notification-channel.ts';
export type {
  ChannelDescription, ChannelDescriptions, Notification, NotificationChannelDefinition, NotificationResult, NotificationRun,
} from './kinds/notification-channel.ts';
export { defineMiddleware, Middleware } from './kinds/middleware.ts';
export type {
  MiddlewareDefinition, MiddlewareHooks, MiddlewareOptions, MiddlewareRequest, MiddlewareResponse, MiddlewareScope,
} from './kinds/middleware.ts';
export { ApiExtension, defineApiExtension, defineRoute } from './kinds/api-extension.ts';
export type {
  ApiExtensionDefinition, ApiUser, Route, RouteDefinition, RouteDescription, RouteLimit, RouteMethod, RouteRequest,
} from './kinds/api-extension.ts';
export { ApiError, ApiResponse } from './kinds/api-response.ts';
export { AuthProvider, defineAuthProvider } from './kinds/auth-provider.ts';
export type {
  AuthHooks, AuthIdentity, AuthProviderDefinition, AuthRun, AuthSession, LoginAddress, LoginCallback, LoginDescription, LoginRedirect,
} from './kinds/auth-provider.ts';
export { defineAction, defineTool, Tool } from './kinds/tool.ts';
export type { RunnableAction, ToolAction, ToolActions, ToolArguments, ToolDefinition, ToolParameters, ToolRun } from './kinds/tool.ts';
export { defineMicroApp, MicroApp } from './kinds/micro-app.ts';
export type { MicroAppDefinition } from './kinds/micro-app.ts';
export { defineTheme, ThemePlugin } from './kinds/theme.ts';
export type { Theme, ThemeDefinition, ThemeHooks, ThemeTokens } from './kinds/theme.ts';
export { defineUi, UiPlugin } from './kinds/ui.ts';
export type { MountPoint, UiDefinition, UiHooks } from './kinds/ui.ts';
export { Plugin } from './plugin.ts';
export type { PluginContext } from './context.ts';
export type { Awaitable, HealthReport, LifecycleHooks, SelfTestCheck, SelfTestReport } from './plugin.ts';
export type { JsonValue, NumberArray } from './runtime-interface.ts';
export type { TaskSchedule } from './task-schedule.ts';
/** @internal */
export { registerEntries } from './runtime.ts';
export type { UiComponent, UiRequest, UiUser } from './ui-component.ts';
/** @internal */
export * from './web/pieces.ts';
export { AnalyticsPlugin, defineAnalytics } from './kinds/analytics.ts';
export type { AnalyticsData, AnalyticsDefinition, AnalyticsEvent, AnalyticsHooks } from './kinds/analytics.ts';
export { AutomationPlugin, defineAutomation } from './kinds/automation.ts';
export type { AutomationDefinition, AutomationRule, AutomationRules, EventRule, MessageRule, ScheduleRule } from './kinds/automation.ts';
export { CorePlugin, defineCore } from './kinds/core.ts';
export { CustomPlugin, defineCustom } from './kinds/custom.ts';
export { defineExtension, ExtensionPlugin } from './kinds/extension.ts';
export { defineFeature, FeaturePlugin } from './kinds/feature.ts';
export { defineIntegration, IntegrationPlugin } from './kinds/integration.ts';
export type { IntegrationDefinition } from './kinds/integration.ts';
export { defineMonitoring, MonitoringPlugin } from './kinds/monitoring.ts';
export type { HealthChange, Metric, MonitoringDefinition, MonitoringHooks } from './kinds/monitoring.ts';
export { defineSecurity, SecurityPlugin } from './kinds/security.ts';
export type { CheckedMessage, SecurityDefinition, SecurityHooks, Verdict } from './kinds/security.ts';
export { defineStorage, StoragePlugin } from './kinds/storage.ts';
export type { StorageDefinition, StorageHooks } from './kinds/storage.ts';
export { BackupPlugin, defineBackup } from './kinds/backup.ts';
export type { BackupDefinition } from './kinds/backup.ts';
