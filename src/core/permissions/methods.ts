import type { PermissionName } from './catalog.ts';

/** Every host method, and the permission it needs; `null` means none: the plugin's own storage and settings. */
export const HOST_METHODS = {
  'messages.send': 'messages.write',
  'messages.edit': 'messages.write',
  'messages.delete': 'messages.write',
  'messages.get': 'messages.read',
  'messages.list': 'messages.read',
  'users.get': 'users.read',
  'users.list': 'users.read',
  'users.search': 'users.read',
  'users.me': 'users.read',
  'channels.get': 'channels.read',
  'channels.list': 'channels.read',
  'channels.members': 'channels.read',
  'channels.create': 'channels.write',
  'channels.update': 'channels.write',
  'channels.archive': 'channels.write',
  'channels.addMember': 'channels.write',
  'channels.removeMember': 'channels.write',
  'calls.list': 'calls.read',
  'calls.participants': 'calls.read',
  'calls.streams': 'calls.read',
  'calls.kick': 'calls.write',
  'calls.mute': 'calls.write',
  'calls.play': 'calls.write',
  'calls.stop': 'calls.write',
  'files.get': 'files.read',
  'files.list': 'files.read',
  'files.open': 'files.read',
  'files.upload': 'files.write',
  'files.replace': 'files.write',
  'files.write': 'files.write',
  'files.finish': 'files.write',
  'files.cancel': 'files.write',
  'files.delete': 'files.write',
  'database.run': 'database.access',
  'storage.get': null,
  'storage.set': null,
  'storage.read': null,
  'storage.replace': null,
  'storage.delete': null,
  'storage.keys': null,
  'storage.list': null,
  'config.all': null,
  'config.set': null,
  'events.emit': null,
  'permissions.list': null,
  'permissions.request': null,
  'plugins.send': null,
  'ai.models': 'ai.use',
  'ai.chat': 'ai.use',
  'ai.stream': 'ai.use',
  'webhooks.send': null,
  'pages.push': null,
  'pages.refresh': null,
  'analytics.track': null,
  'backups.create': null,
  'backups.list': null,
  'backups.restore': null,
  'backups.delete': null,
  'security.hash': null,
  'security.hmac': null,
  'scheduler.list': null,
  'scheduler.run': null,
  'scheduler.reschedule': null,
  'scheduler.pause': null,
  'scheduler.resume': null,
  'timers.set': null,
  'timers.clear': null,
  'streams.next': null,
  'streams.cancel': null,
  'http.send': 'external.api',
  'http.write': 'external.api',
  'http.end': 'external.api',
  'http.cancel': 'external.api',
} as const satisfies Readonly<Record<string, PermissionName | null>>;

/** What plugins call under another name than that of the host method it becomes. */
const SDK_METHODS: Readonly<Record<string, keyof typeof HOST_METHODS>> = {
  'messages.reply': 'messages.send',
  'calls.unmute': 'calls.mute',
  'files.read': 'files.open',
  'files.text': 'files.open',
  'database.query': 'database.run',
  'database.transaction': 'database.run',
  'database.migrate': 'database.run',
};

/** A method a plugin can call on its host. */
export type HostMethod = keyof typeof HOST_METHODS;

/** Every event a host delivers: the hook that takes it, and the permission its delivery needs. */
export const HOST_EVENTS = {
  'message.received': { hook: 'onMessageReceived', permission: 'messages.read' },
  'message.sent': { hook: 'onMessageSent', permission: 'messages.read' },
  'message.edited': { hook: 'onMessageEdited', permission: 'messages.read' },
  'message.deleted': { hook: 'onMessageDeleted', permission: 'messages.read' },
  'call.started': { hook: 'onCallStarted', permission: 'calls.read' },
  'call.ended': { hook: 'onCallEnded', permission: 'calls.read' },
  'participant.joined': { hook: 'onParticipantJoined', permission: 'calls.read' },
  'participant.left': { hook: 'onParticipantLeft', permission: 'calls.read' },
  'stream.started': { hook: 'onStreamStarted', permission: 'calls.read' },
  'stream.ended': { hook: 'onStreamEnded', permission: 'calls.read' },
  'file.uploaded': { hook: 'onFileUploaded', permission: 'files.read' },
  'file.downloaded': { hook: 'onFileDownloaded', permission: 'files.read' },
  'file.deleted': { hook: 'onFileDeleted', permission: 'files.read' },
  'analytics.tracked': { hook: 'onAnalyticsEvent', permission: 'analytics.read' },
} as const satisfies Readonly<Record<string, { readonly hook: string; readonly permission: PermissionName }>>;

/** What only plugins with a permission may contribute; the rest needs none: a person or the host chooses it by name. */
export const CONTRIBUTION_PERMISSIONS = {
  route: 'api.create_endpoints',
  webhook: 'api.create_endpoints',
  middleware: 'requests.intercept',
  login: 'users.authenticate',
  media: 'calls.media',
  'message-check': 'messages.read',
  'request-check': 'requests.intercept',
  'host-log-handler': 'logs.read',
} as const satisfies Readonly<Record<string, PermissionName>>;

/** The permission that contributions of a type need. */
export function findContributionPermission(type: string): PermissionName | undefined {
  return (CONTRIBUTION_PERMISSIONS as Readonly<Record<string, PermissionName | undefined>>)[type];
}

/** The permissions with each of which a service, such as `messages`, can be used; none when it needs none. */
export function listServicePermissions(service: string): readonly PermissionName[] {
  const needed = Object.entries(HOST_METHODS).filter(([method]) => method.startsWith(`${service}.`)).map(([, permission]) => permission);
  return needed.includes(null) ? [] : [...new Set(needed.filter((permission) => permission !== null))];
}

/** The permission that a method of a capability needs, as plugins call it: `reply` of `messages`. */
export function findCapabilityPermission(service: string, method: string): PermissionName | undefined {
  // Plugins have no such object: it is what `fetch` is made of.
  if (service === 'http') return undefined;
  const called = `${service}.${method}`;
  const name = Object.hasOwn(SDK_METHODS, called) ? SDK_METHODS[called] : called;
  return name !== undefined && isHostMethod(name) ? (HOST_METHODS[name] ?? undefined) : undefined;
}

/** The capabilities that need permissions, and those of their methods that do. */
export function listGuardedMethods(): ReadonlyMap<string, readonly string[]> {
  const guarded = new Map<string, string[]>();
  for (const name of [...Object.keys(HOST_METHODS), ...Object.keys(SDK_METHODS)]) {
    const [service = '', method = ''] = name.split('.');
    if (findCapabilityPermission(service, method) === undefined) continue;
    guarded.set(service, [...(guarded.get(service) ?? []), method]);
  }
  return guarded;
}

/** Whether a plugin's code can show that it needs a permission: nobody can tell who is an administrator in what. */
export function isShownByCode(permission: PermissionName): boolean {
  const events = Object.values(HOST_EVENTS).map((event) => event.permission);
  const shown: readonly (PermissionName | null)[] = [...Object.values(HOST_METHODS), ...events, ...Object.values(CONTRIBUTION_PERMISSIONS)];
  return shown.includes(permission);
}

/** Whether a text names a host method. */
export function isHostMethod(text: string): text is HostMethod {
  return Object.hasOwn(HOST_METHODS, text);
}

/** The methods a plugin may call with these grants. */
export function listAllowedMethods(granted: ReadonlySet<PermissionName>): ReadonlySet<HostMethod> {
  const methods = Object.keys(HOST_METHODS).filter(isHostMethod);
  return new Set(methods.filter((method) => isMethodAllowed(method, granted)));
}

/** Whether a plugin may call a method with these grants. */
export function isMethodAllowed(method: HostMethod, granted: ReadonlySet<PermissionName>): boolean {
  const needed = HOST_METHODS[method];
  return needed === null || granted.has(needed);
}

/** The hook and the permission of an event; `undefined` for what the host does not deliver by itself. */
export function findHostEvent(event: string): { readonly hook: string; readonly permission: PermissionName } | undefined {
  return Object.hasOwn(HOST_EVENTS, event) ? HOST_EVENTS[event as keyof typeof HOST_EVENTS] : undefined;
}

/** The permission that hearing an event needs; `undefined` for what anybody may hear. */
export function findEventPermission(event: string): PermissionName | undefined {
  return findHostEvent(event)?.permission;
}

/** The permission that a hook of an event needs; `undefined` for every other hook. */
export function findHookPermission(hook: string): PermissionName | undefined {
  return Object.values(HOST_EVENTS).find((event) => event.hook === hook)?.permission;
}
