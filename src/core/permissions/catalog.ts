/** How much harm a plugin could do with a permission. */
export type PermissionRisk = 'low' | 'medium' | 'high' | 'critical';

/** What a permission allows, in words for the person who grants it. */
export interface PermissionDescription {
  /** A few words that stand alone in a list. */
  readonly title: string;
  /** What the plugin could do with it, for somebody who has never written a plugin. */
  readonly consequence: string;
  readonly risk: PermissionRisk;
}

/** Every permission a plugin can ask for. */
export const PERMISSIONS = {
  'messages.read': {
    title: 'Read messages',
    consequence: 'Sees every message in the channels it is added to, also edited and deleted ones, and who wrote it.',
    risk: 'medium',
  },
  'messages.write': {
    title: 'Send messages',
    consequence: 'Posts messages under its own name, and edits or deletes messages.',
    risk: 'medium',
  },
  'files.read': {
    title: 'Read files',
    consequence: 'Opens the files that people share in the channels it is added to.',
    risk: 'medium',
  },
  'files.write': {
    title: 'Upload files',
    consequence: 'Adds files, and replaces or deletes files it may see.',
    risk: 'medium',
  },
  'users.read': {
    title: 'Read user profiles',
    consequence: 'Sees the names, pictures and status of people.',
    risk: 'low',
  },
  'channels.read': {
    title: 'Read channels',
    consequence: 'Sees which channels exist, what they are about and who is in them.',
    risk: 'low',
  },
  'channels.write': {
    title: 'Change channels',
    consequence: 'Creates, renames and archives channels, and changes who is in them.',
    risk: 'high',
  },
  'api.create_endpoints': {
    title: 'Add API endpoints',
    consequence: 'Answers requests from programs and browsers at new addresses of this host.',
    risk: 'medium',
  },
  'database.access': {
    title: 'Use a database of its own',
    consequence: 'Keeps data in a database that belongs to it alone; it cannot see the data of others.',
    risk: 'low',
  },
  'external.api': {
    title: 'Connect to the internet',
    consequence: 'Sends data, and so also messages it may read, to the servers that are named.',
    risk: 'high',
  },
  'requests.intercept': {
    title: 'Look into requests',
    consequence: 'Sees requests to this host and their answers, without passwords and cookies, and may change or refuse them.',
    risk: 'high',
  },
  'users.authenticate': {
    title: 'Sign people in',
    consequence: 'Gets what people type to sign in with it, and tells this host who they are.',
    risk: 'critical',
  },
  'calls.read': {
    title: 'See calls',
    consequence: 'Sees which calls are going on, who is in them, and what is played there.',
    risk: 'low',
  },
  'calls.write': {
    title: 'Moderate calls',
    consequence: 'Removes people from calls, takes their microphones away, and plays sound to everybody.',
    risk: 'high',
  },
  'calls.media': {
    title: 'Hear and see calls',
    consequence: 'Gets the sound and the pictures of every call, and may change what the others hear and see.',
    risk: 'critical',
  },
  'ai.use': {
    title: 'Ask AI models',
    consequence: 'Asks the AI models that this host is connected to: what it sends, also messages it may read, reaches them, and answers may cost money.',
    risk: 'medium',
  },
  'analytics.read': {
    title: 'See how the host is used',
    consequence: 'Hears what people do that this host counts, and who does it where the host tells.',
    risk: 'medium',
  },
  'logs.read': {
    title: 'Read the log',
    consequence: 'Sees every line that other plugins log, which may hold what people write; values of secret settings are taken out first.',
    risk: 'high',
  },
  'system.admin': {
    title: 'Administer the host',
    consequence: 'Does what an administrator can do: manages people, channels, settings and other plugins.',
    risk: 'critical',
  },
} as const satisfies Readonly<Record<string, PermissionDescription>>;

/** The name of a permission. */
export type PermissionName = keyof typeof PERMISSIONS;

/** Whether a text is the name of a permission. */
export function isPermissionName(text: string): text is PermissionName {
  return Object.hasOwn(PERMISSIONS, text);
}
