/** What one kind of plugin is, and the `entry_points` group that implies it. */
export interface KindDescription {
  readonly summary: string;
  /** The group of `entry_points` whose entries are of this kind. */
  readonly entryGroup?: string;
}

/** Every kind of plugin, in the order in which documents list them. */
export const PLUGIN_KINDS = {
  'message-processor': { summary: 'Reacts to messages that are received, sent, edited or deleted.', entryGroup: 'message_handlers' },
  'file-handler': { summary: 'Reacts to files that are uploaded, downloaded or deleted.', entryGroup: 'file_handlers' },
  'api-extension': { summary: 'Adds routes to the host’s REST API.', entryGroup: 'api_routes' },
  provider: { summary: 'Offers AI models: chat completion, also streaming.', entryGroup: 'providers' },
  tool: { summary: 'Offers actions that an AI model or a person can run.', entryGroup: 'tools' },
  middleware: { summary: 'Sees requests before and responses after the host handles them.', entryGroup: 'middleware' },
  export: { summary: 'Turns data of the host into a file of another format.', entryGroup: 'exporters' },
  ui: { summary: 'Adds components or pages to the user interface.', entryGroup: 'ui_components' },
  'auth-provider': { summary: 'Lets people sign in another way.', entryGroup: 'auth_providers' },
  notification: { summary: 'Delivers notifications over another channel.', entryGroup: 'notification_handlers' },
  'media-processor': { summary: 'Changes the audio and video frames of calls and streams.', entryGroup: 'media_processors' },
  cli: { summary: 'Adds commands to the host’s command line.', entryGroup: 'cli_commands' },
  storage: { summary: 'Keeps files or data in another place.' },
  security: { summary: 'Adds checks and protections.' },
  analytics: { summary: 'Measures how the host is used.' },
  monitoring: { summary: 'Watches the health of the host.' },
  backup: { summary: 'Saves data of the host and brings it back.' },
  automation: { summary: 'Runs tasks by event or by schedule.' },
  theme: { summary: 'Changes how the user interface looks.' },
  'micro-app': { summary: 'A small application inside the host.' },
  integration: { summary: 'Connects the host with another service.' },
  feature: { summary: 'Adds a feature that several extension points make up.' },
  core: { summary: 'Extends the core of the host.' },
  extension: { summary: 'Extends another plugin.' },
  custom: { summary: 'Anything that no other kind describes.' },
} as const satisfies Readonly<Record<string, KindDescription>>;

/** The kind of a plugin, as the manifest's `type` names it. */
export type PluginKind = keyof typeof PLUGIN_KINDS;

/** The kinds that `init` has a template for. */
export const TEMPLATE_KINDS = [
  'message-processor',
  'file-handler',
  'api-extension',
  'provider',
  'tool',
  'middleware',
  'export',
  'ui',
  'auth-provider',
  'notification',
  'cli',
  'theme',
  'micro-app',
  'media-processor',
  'storage',
  'security',
  'analytics',
  'monitoring',
  'backup',
  'automation',
  'integration',
  'feature',
  'core',
  'extension',
  'custom',
] as const satisfies readonly PluginKind[];

/** A kind that `init` has a template for. */
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

/** What `init` makes besides the usual plugin of each kind: the kind of it, by the name of the template. */
export const EXTRA_TEMPLATES = { kernel: 'media-processor' } as const satisfies Readonly<Record<string, TemplateKind>>;

/** A template that is chosen by its name. */
export type ExtraTemplate = keyof typeof EXTRA_TEMPLATES;

/** A folder of `templates`. */
export type TemplateName = TemplateKind | ExtraTemplate;

/** A group of `entry_points`. */
export type EntryGroup = Extract<(typeof PLUGIN_KINDS)[PluginKind], { readonly entryGroup: string }>['entryGroup'];

/** Whether a text names a kind. */
export function isPluginKind(text: string): text is PluginKind {
  return Object.hasOwn(PLUGIN_KINDS, text);
}
