import type { BoundaryValue } from '../../../sdk/runtime-interface.ts';
import type { Manifest } from '../../core/manifest/schema.ts';
import type { PermissionName } from '../../core/permissions/catalog.ts';
import type { Clock } from '../clock.ts';
import type { Alarm } from '../alarm.ts';
import type { RequestPermission } from '../permission-requests.ts';
import type { PluginHttp } from '../http/plugin-http.ts';
import type { Events } from '../events/events.ts';
import type { Messenger } from '../events/messenger.ts';
import type { LivePagePushes } from '../page-pushes.ts';
import type { PluginAnalytics } from '../plugin-analytics.ts';
import type { PluginBackups } from '../plugin-backups.ts';
import type { PluginConfig } from '../plugin-config.ts';
import type { PluginScope } from '../plugin-scope.ts';
import type { PluginStreams } from '../plugin-streams.ts';
import type { CallService } from '../services/calls.ts';
import type { PluginUploads } from '../plugin-uploads.ts';
import type { AiService } from '../services/ai.ts';
import type { ChatService } from '../services/chat.ts';
import type { PluginDatabase } from '../services/database.ts';
import type { FileService } from '../services/files.ts';
import type { PluginStorage } from '../services/storage.ts';
import type { Tasks } from '../tasks/tasks.ts';
import type { OutgoingWebhooks } from '../webhooks/outgoing-webhooks.ts';
import { parseParams, type ParamParsers, type Parsed } from './parse-params.ts';

/** What the methods of one plugin work with. */
export interface MethodContext {
  /** The name of the plugin that calls. */
  readonly plugin: string;
  readonly manifest: Manifest;
  /** What it may do. */
  readonly allowed: ReadonlySet<PermissionName>;
  /** Asks a person for a permission that the plugin can do without. */
  readonly requestPermission: RequestPermission;
  /** Who calls, as the chat knows it. */
  readonly actorId: string;
  readonly chat: ChatService;
  readonly calls: CallService;
  readonly files: FileService;
  readonly uploads: PluginUploads;
  readonly database: PluginDatabase;
  readonly storage: PluginStorage;
  readonly config: PluginConfig;
  readonly clock: Clock;
  readonly tasks: Tasks;
  readonly events: Events;
  readonly messenger: Messenger;
  readonly webhooks: OutgoingWebhooks;
  readonly ai: AiService;
  readonly analytics: PluginAnalytics;
  readonly backups: PluginBackups;
  readonly pages: LivePagePushes;
  /** How long what a service holds for the plugin may live. */
  readonly scope: PluginScope;
  readonly alarm: Alarm;
  readonly streams: PluginStreams;
  readonly http: PluginHttp;
}

/** One host method. Its parameters are hostile until it has parsed them. */
export type HostMethodHandler = (params: BoundaryValue, context: MethodContext) => Promise<BoundaryValue>;

/** Makes a method that sees parsed parameters only. */
export function defineMethod<const Parsers extends ParamParsers>(
  parsers: Parsers,
  run: (params: Parsed<Parsers>, context: MethodContext) => Promise<BoundaryValue>,
): HostMethodHandler {
  return async (params, context) => run(parseParams(parsers, params), context);
}
