import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { CallRates } from '../core/limits/call-rates.ts';
import type { PluginLimits } from '../core/limits/plugin-limits.ts';
import type { Engine } from '../sandbox/engine.ts';
import type { RestartPolicy } from '../sandbox/restart-delays.ts';
import type { Activity } from './activity.ts';
import type { CallRecord } from './call-records.ts';
import type { Clock } from './clock.ts';
import type { HostedEvent } from './delivery.ts';
import type { Denial } from './denials.ts';
import type { Events } from './events/events.ts';
import type { Messenger } from './events/messenger.ts';
import type { LogRecord } from './log.ts';
import type { AskForPermission } from './permission-requests.ts';
import type { LivePagePushes } from './page-pushes.ts';
import type { PluginBackups } from './plugin-backups.ts';
import type { AnalyticsService } from './services/analytics.ts';
import type { BackupStore } from './services/backup-store.ts';
import type { CallService } from './services/calls.ts';
import type { AiService } from './services/ai.ts';
import type { ChatService } from './services/chat.ts';
import type { HttpService } from './services/http.ts';
import type { DatabaseService } from './services/database.ts';
import type { FileService } from './services/files.ts';
import type { SettingsService } from './services/settings.ts';
import type { StorageService } from './services/storage.ts';
import type { Tasks } from './tasks/tasks.ts';
import type { OutgoingWebhooks } from './webhooks/outgoing-webhooks.ts';

/** What a host offers to its plugins. */
export interface HostServices {
  readonly chat: ChatService;
  readonly calls: CallService;
  readonly files: FileService;
  readonly databases: DatabaseService;
  readonly storage: StorageService;
  readonly settings: SettingsService;
  /** How plugins with `external.api` reach servers. */
  readonly http: HttpService;
  readonly ai: AiService;
  readonly analytics: AnalyticsService;
  /** Keeps the backups that plugins make of their own data. */
  readonly backups: BackupStore;
}

/** What all plugins of one host share. */
export interface HostEnvironment {
  readonly engine: Engine;
  readonly services: HostServices;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly activity: Activity;
  readonly events: Events;
  readonly messenger: Messenger;
  readonly webhooks: OutgoingWebhooks;
  readonly backups: PluginBackups;
  readonly pages: LivePagePushes;
  /** Brings an event to the plugins that hear such events. */
  readonly dispatch: (event: HostedEvent, actorId: string) => void;
  /** The version of the host program. */
  readonly version: string | undefined;
  /** What a plugin gets that asks for nothing else. */
  readonly limits: Partial<PluginLimits>;
  /** The most that a plugin gets because it asks. */
  readonly limitCaps: Partial<PluginLimits>;
  readonly callRates: CallRates;
  readonly restarts: RestartPolicy | undefined;
  readonly seed: number | undefined;
  readonly onLog: (record: LogRecord) => void;
  readonly onPermissionRequest: AskForPermission;
  /** Absent where nobody wants to know of every call. */
  readonly onCall: ((record: CallRecord) => void) | undefined;
  readonly onDenial: (denial: Denial) => void;
  readonly onDiagnostic: (plugin: string, diagnostic: Diagnostic) => void;
}
