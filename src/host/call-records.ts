import type { BoundaryValue } from '../../sdk/runtime-interface.ts';
import type { PermissionName } from '../core/permissions/catalog.ts';
import { HOST_METHODS, isHostMethod, type HostMethod } from '../core/permissions/methods.ts';
import { HostCallError, type HostCall } from '../sandbox/engine.ts';
import type { Broker } from './broker.ts';
import type { Clock } from './clock.ts';

/** One call that a plugin made. Method and resource of a call may be the plugin's own text: escape them before they are printed. */
export interface CallRecord {
  readonly plugin: string;
  /** When the host got it: milliseconds since 1970. */
  readonly time: number;
  readonly method: string;
  /** What the method needs; `null` for a method that every plugin may call. */
  readonly permission: PermissionName | null;
  /** What it was about: the id of a channel, a message or a file, a key, the host of a URL. Never content. */
  readonly resource?: string;
  /** `denied`: the permission is missing. `failed`: refused or gone wrong for any other reason. */
  readonly outcome: 'allowed' | 'denied' | 'failed';
  /** For `denied` and `failed`: the code that the plugin got, such as `PERMISSION_DENIED` or `NOT_FOUND`. */
  readonly code?: string;
  readonly durationMs: number;
}

/** What recording the calls of one plugin takes. */
export interface CallRecordingOptions {
  readonly plugin: string;
  readonly clock: Clock;
  /** Takes the values of secret settings out of a text. */
  readonly redact: (text: string) => string;
  readonly onCall: (record: CallRecord) => void;
}

// The parameter that says what a call is about; `null` where none does, or none that says nothing of what people write.
const SUBJECTS: Readonly<Record<HostMethod, string | null>> = {
  'messages.send': 'channelId',
  'messages.edit': 'messageId',
  'messages.delete': 'messageId',
  'messages.get': 'messageId',
  'messages.list': 'channelId',
  'users.get': 'userId',
  'users.list': null,
  'users.search': null,
  'users.me': null,
  'channels.get': 'channelId',
  'channels.list': null,
  'channels.members': 'channelId',
  'channels.create': null,
  'channels.update': 'channelId',
  'channels.archive': 'channelId',
  'channels.addMember': 'channelId',
  'channels.removeMember': 'channelId',
  'calls.list': null,
  'calls.participants': 'callId',
  'calls.streams': 'callId',
  'calls.kick': 'callId',
  'calls.mute': 'callId',
  'calls.play': 'callId',
  'calls.stop': 'streamId',
  'files.get': 'fileId',
  'files.list': 'channelId',
  'files.open': 'fileId',
  'files.upload': 'channelId',
  'files.replace': 'fileId',
  'files.write': null,
  'files.finish': null,
  'files.cancel': null,
  'files.delete': 'fileId',
  'database.run': null,
  'storage.get': 'key',
  'storage.set': 'key',
  'storage.read': 'key',
  'storage.replace': 'key',
  'storage.delete': 'key',
  'storage.keys': 'prefix',
  'storage.list': 'prefix',
  'config.all': null,
  'config.set': 'name',
  'events.emit': 'name',
  'permissions.list': null,
  'permissions.request': 'permission',
  'plugins.send': 'name',
  'ai.models': null,
  'ai.chat': 'model',
  'ai.stream': 'model',
  'webhooks.send': 'event',
  'pages.push': 'userId',
  'pages.refresh': 'userId',
  'analytics.track': null,
  'backups.create': null,
  'backups.list': null,
  'backups.restore': 'id',
  'backups.delete': 'id',
  'security.hash': null,
  'security.hmac': null,
  'scheduler.list': null,
  'scheduler.run': 'name',
  'scheduler.reschedule': 'name',
  'scheduler.pause': 'name',
  'scheduler.resume': 'name',
  'timers.set': null,
  'timers.clear': null,
  'streams.next': null,
  'streams.cancel': null,
  'http.send': 'url',
  'http.write': null,
  'http.end': null,
  'http.cancel': null,
};

// Longer texts are no names of methods, and no ids.
const LONGEST = 200;

/** Makes a broker that leaves one record of every call, when it has been answered. What the listener throws fails the call. */
export function recordCalls(answer: Broker, { plugin, clock, redact, onCall }: CallRecordingOptions): Broker {
  return async (call) => {
    const time = clock.now();
    const { method } = call;
    const resource = findResource(call);
    const tell = (outcome: Pick<CallRecord, 'outcome' | 'code'>): void => {
      onCall({
        plugin,
        time,
        method: cut(method),
        permission: isHostMethod(method) ? HOST_METHODS[method] : null,
        ...(resource !== undefined && { resource: cut(redact(resource)) }),
        ...outcome,
        durationMs: clock.now() - time,
      });
    };
    let result: BoundaryValue;
    try {
      result = await answer(call);
    } catch (error) {
      const code = error instanceof HostCallError ? error.code : 'INTERNAL';
      tell({ outcome: code === 'PERMISSION_DENIED' ? 'denied' : 'failed', code });
      throw error;
    }
    tell({ outcome: 'allowed' });
    return result;
  };
}

function findResource({ method, params }: HostCall): string | undefined {
  const subject = isHostMethod(method) ? SUBJECTS[method] : null;
  if (subject === null || typeof params !== 'object' || params === null || !Object.hasOwn(params, subject)) return undefined;
  const value = (params as Readonly<Record<string, BoundaryValue>>)[subject];
  if (typeof value !== 'string') return undefined;
  // The path and the query of a URL may hold what is nobody's business.
  if (subject === 'url') return URL.canParse(value) ? new URL(value).host : undefined;
  return value;
}

function cut(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
