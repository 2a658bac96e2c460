import { Type, type Static, type TSchema } from 'typebox';
import { DEFAULT_LIMITS, LIMIT_KEYS, LIMIT_NAMES, type LimitKey, type LimitName } from '../limits/plugin-limits.ts';
import { PERMISSIONS, isPermissionName } from '../permissions/catalog.ts';
import { PLUGIN_KINDS, isPluginKind, type EntryGroup, type KindDescription, type PluginKind } from './kinds.ts';
import { CLOSED, entry, line, path, pluginName, shaped, url, version, word, type FieldOptions } from './schema-parts.ts';

const kinds = Object.keys(PLUGIN_KINDS).filter(isPluginKind);
const kind = Type.Unsafe<PluginKind>({
  type: 'string',
  enum: kinds,
  enumDescriptions: kinds.map((name) => PLUGIN_KINDS[name].summary),
});

const permissionNames = Object.keys(PERMISSIONS).filter(isPermissionName);
// Editors complete the names of the first branch; every other text is judged with the catalogue at hand.
const permission = (options: FieldOptions) =>
  Type.Unsafe<string>({
    anyOf: [
      { type: 'string', enum: permissionNames, enumDescriptions: permissionNames.map((name) => PERMISSIONS[name].title) },
      { type: 'string', maxLength: 100 },
    ],
    ...options,
  });

const HTTP_METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;

const permissionList = (description: string) =>
  Type.Optional(
    Type.Array(
      Type.Union([
        permission({ description: 'The name of a permission.' }),
        Type.Object(
          {
            permission: permission({ description: 'The name of the permission.' }),
            hosts: Type.Optional(list(Type.String({ minLength: 1, maxLength: 255, description: 'One host.', examples: ['api.example.com'] }), 50, { minItems: 1, description: 'For `external.api`: the only hosts the plugin may call, such as "api.example.com", "*.example.com" or, with an unusual port, "api.example.com:8443".' })),
            methods: Type.Optional(list(Type.Unsafe<string>({ type: 'string', enum: [...HTTP_METHODS], description: 'One method.' }), HTTP_METHODS.length, { minItems: 1, description: 'For `external.api`: the only methods the plugin may use. `GET` alone sends nothing but what is in addresses and headers.' })),
            reason: Type.Optional(line(200, { description: 'Why the plugin needs it, shown to the person who decides.' })),
          },
          { ...CLOSED, description: 'A permission with its reason, or narrowed to some hosts or methods.' },
        ),
      ]),
      { maxItems: 100, description },
    ),
  );

const list = <Item extends TSchema>(item: Item, maxItems: number, options: FieldOptions) =>
  Type.Array(item, { uniqueItems: true, maxItems, ...options });

const dependencies = (description: string) =>
  Type.Union(
    [
      list(
        shaped('(?:[a-z0-9][a-z0-9_-]{0,63}/)?[a-z0-9][a-z0-9_-]{0,63}(?:@\\S.*)?', 'the name of a plugin, optionally with "@" and a version range, such as "core_system@^1.2.0"', { description: 'A plugin, optionally with "@" and a version range.' }),
        100,
        { description: 'Names of plugins.' },
      ),
      Type.Record(Type.String(), Type.String({ minLength: 1, maxLength: 100, description: 'A version range.', examples: ['^1.2.0'] }), { maxProperties: 100, description: 'Names of plugins with version ranges.' }),
    ],
    { description },
  );

const entryGroups = Object.fromEntries(
  Object.values(PLUGIN_KINDS).flatMap(({ summary, entryGroup }: KindDescription) =>
    entryGroup === undefined
      ? []
      : [[entryGroup, Type.Optional(Type.Array(entry({ description: 'One entry point.', examples: ['src/handler.ts:Handler'] }), {
          uniqueItems: true, minItems: 1, maxItems: 100, description: summary,
        }))]],
  ),
) as Record<EntryGroup, ReturnType<typeof Type.Optional<ReturnType<typeof Type.Array<ReturnType<typeof entry>>>>>>;

const limits = Object.fromEntries(
  LIMIT_NAMES.map((name) => {
    const { limit, unit, factor, least, most }: LimitKey = LIMIT_KEYS[name];
    return [name, Type.Optional(Type.Integer({ minimum: least, maximum: most, default: DEFAULT_LIMITS[limit] / factor, description: `At most this many ${unit}.` }))];
  }),
) as Record<LimitName, ReturnType<typeof Type.Optional<ReturnType<typeof Type.Integer>>>>;

/** JSON that the manifest carries for others: a JSON Schema, for example. */
export interface JsonObject {
  readonly [key: string]: unknown;
}

const settings = (description: string) =>
  Type.Union(
    [
      Type.Unsafe<JsonObject>({ type: 'object', description: 'The JSON Schema itself.' }),
      shaped('[^\\s].*\\.(?:json|ya?ml)', 'a path to a .json or .yaml file', { description: 'The file that holds the JSON Schema.' }),
    ],
    { description },
  );

/** The manifest, written once: the type, the JSON Schema, the validator and the reference page come from here. */
export const ManifestSchema = Type.Object(
  {
    $schema: Type.Optional(line(2000, { description: 'Where editors find the JSON Schema of this file; it brings completion and checks while typing.' })),
    name: pluginName({ description: 'The name that identifies the plugin everywhere, optionally after the namespace of its publisher.', examples: ['weather', 'acme/weather'] }),
    display_name: Type.Optional(line(80, { description: 'The name that people see. Default: the name.' })),
    version: version({ description: 'The version of the plugin. A published version never changes.', examples: ['1.0.0'] }),
    description: line(300, { description: 'One sentence that says what the plugin does for its users.' }),
    author: line(200, { description: 'Who wrote the plugin: a person or a team.' }),
    email: Type.Optional(shaped('[^\\s@<>"]+@(?:[^\\s@<>".]+\\.)+[^\\s@<>".]+', 'an email address, such as "you@example.com"', { format: 'email', maxLength: 254, description: 'Where users reach the author.' })),
    license: Type.Optional(line(200, { description: 'The licence: an SPDX expression, "UNLICENSED", or "SEE LICENSE IN" and a file.', examples: ['MIT', 'Apache-2.0', 'MIT OR Apache-2.0'] })),
    homepage: Type.Optional(url({ description: 'The web page of the plugin.' })),
    repository: Type.Optional(url({ description: 'Where the source code is.' })),

    plexichat_version: Type.Optional(line(200, { description: 'The host versions the plugin works with: a range of semantic versions, or of PlexiChat’s own versions. Default: every version.', examples: ['>=a.1.1-1', '^3.0.0'] })),
    min_plexichat_version: Type.Optional(line(100, { description: 'The oldest host version the plugin works with; short for a `plexichat_version` that begins with ">=".', examples: ['3.0.0', 'b.1.1-84'] })),
    api_version: Type.Optional(shaped('v?1(?:\\.0)?', '"v1", the only version of the plugin interface there is', { description: 'The version of the plugin interface the plugin is written against.', default: 'v1', examples: ['v1'] })),

    type: Type.Optional(Type.Union([kind, Type.Array(kind, { uniqueItems: true, minItems: 1 })], { description: 'The kind of the plugin, or a list of kinds. May be left out where the groups of `entry_points` say it.' })),
    entry_point: Type.Optional(entry({ description: 'The module whose default export is the plugin; with ":Name", a named export.', examples: ['src/index.ts', 'src/index.ts:Weather'] })),
    entry_points: Type.Optional(Type.Object(entryGroups, { ...CLOSED, description: 'Entry points by kind, for a plugin that is made of several.' })),
    permissions: permissionList('What the plugin asks to be allowed to do. Whoever installs it decides.'),
    optional_permissions: permissionList('What the plugin can do without, and asks for while it runs: `this.permissions.request`. It is not granted when the plugin is installed, unless it is named then.'),
    defines_permissions: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: word('[a-z][a-z0-9_]*(?:\\.[a-z][a-z0-9_]*)+', 'words with a dot between them, such as "weather.create"', { description: 'The name of the permission, as the code asks for it.' }),
            title: line(80, { description: 'A few words for the administrator who grants it.' }),
            description: Type.Optional(line(300, { description: 'What a user with this permission can do.' })),
          },
          { ...CLOSED, description: 'One permission.' },
        ),
        { maxItems: 100, description: 'Permissions that the plugin’s own routes and commands ask of users, and that administrators grant to them.' },
      ),
    ),
    limits: Type.Optional(Type.Object(limits, { ...CLOSED, description: 'How much of the host the plugin asks for, where the defaults are too little, or more than it needs. Its host may give less.' })),
    features: Type.Optional(
      Type.Object(
        {
          web_ui: Type.Optional(Type.Boolean({ description: 'Whether the plugin has a user interface.' })),
          background_tasks: Type.Optional(Type.Boolean({ description: 'Whether the plugin works in the background.' })),
          database_access: Type.Optional(Type.Boolean({ description: 'Whether the plugin uses a database. `false` forbids the permission `database.access`.' })),
          external_api: Type.Optional(Type.Boolean({ description: 'Whether the plugin calls other servers. `false` forbids the permission `external.api`.' })),
        },
        { ...CLOSED, description: 'What the plugin makes use of. `false` is a promise: nothing else in the manifest may contradict it.' },
      ),
    ),
    dependencies: Type.Optional(dependencies('Other plugins that this one needs: a list of names, or names with version ranges. The host loads them first, and refuses the plugin without them. npm packages belong into package.json.')),
    optional_dependencies: Type.Optional(dependencies('Other plugins that this one uses where they are: loaded first, and then of a version in the range. The plugin is loaded without them, too.')),
    settings_schema: Type.Optional(settings('A JSON Schema (draft-07 or 2020-12) of the plugin’s settings, or a file with one.')),
    config_schema: Type.Optional(settings('Another name for `settings_schema`.')),

    category: Type.Optional(word('[a-z0-9]+(?:[-_][a-z0-9]+)*', 'lower-case words with "-" between them, such as "productivity"', { maxLength: 40, description: 'The shelf of the store the plugin stands on.', examples: ['productivity', 'utility'] })),
    tags: Type.Optional(list(word('[^\\s\\u0000-\\u001f](?:[^\\u0000-\\u001f]*[^\\s\\u0000-\\u001f])?', 'a word', { maxLength: 40, description: 'One word.', examples: ['weather'] }), 20, { description: 'Words by which people find the plugin.' })),
    icon: Type.Optional(shaped('[a-z][a-z0-9-]*|.+\\.(?:png|svg|webp)', 'a path to a .png, .svg or .webp file, or the name of an icon of the host, such as "star"', { description: 'A square picture (PNG, SVG or WebP, at most 512 kB), or the name of one of the host’s icons.' })),
    screenshots: Type.Optional(
      list(
        Type.Union([
          path({ description: 'A picture.' }),
          Type.Object({ path: path({ description: 'The picture.' }), alt: line(200, { description: 'What it shows, for those who cannot see it.' }) }, { ...CLOSED, description: 'A picture with a description.' }),
        ]),
        10,
        { description: 'Pictures for the page in the store.' },
      ),
    ),
    ui_pages: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: word('[a-z0-9]+(?:[-_][a-z0-9]+)*', 'lower-case words with "-" or "_" between them, such as "dashboard"', { description: 'The last part of the page’s address.' }),
            path: path({ description: 'The page: an HTML file, or a folder with an index.html.' }),
            title: line(80, { description: 'The title that people see.' }),
            description: Type.Optional(line(300, { description: 'What the page is for.' })),
          },
          { ...CLOSED, description: 'One page.' },
        ),
        { maxItems: 50, description: 'Pages that the host shows as part of its user interface.' },
      ),
    ),
    kernels: Type.Optional(
      Type.Array(
        Type.Object(
          {
            name: word('[a-z0-9]+(?:[-_][a-z0-9]+)*', 'lower-case words with "-" or "_" between them, such as "brighten"', { description: 'The name by which the code asks for it.' }),
            path: path({ description: 'The module: a .wasm file.', examples: ['kernels/brighten.wasm'] }),
          },
          { ...CLOSED, description: 'One kernel.' },
        ),
        { minItems: 1, maxItems: 8, description: 'WebAssembly modules that work on sound and pictures for the plugin: they import nothing, and declare how large their memory may become.' },
      ),
    ),
    api_endpoints: Type.Optional(list(word('/[^\\s?#\\\\]*', 'the path of an address, such as "/api/v1/weather"', { maxLength: 300, description: 'One path.', examples: ['/api/v1/weather'] }), 500, { description: 'Paths that the plugin’s routes answer, for the documentation.' })),
    webhooks: Type.Optional(list(word('[a-z0-9_-]+(?:\\.[a-z0-9_-]+)*', 'words with a dot between them, such as "weather.alert.created"', { description: 'One event.', examples: ['weather.alert.created'] }), 100, { description: 'Events that the plugin sends to webhooks.' })),
    background_tasks: Type.Optional(list(word('[A-Za-z_][A-Za-z0-9_-]*', 'the name of a task, such as "collect_metrics"', { description: 'One task.', examples: ['collect_metrics'] }), 50, { description: 'Tasks that run in the background.' })),

    enabled: Type.Optional(Type.Boolean({ description: 'Whether the plugin is enabled when it has been installed.', default: true })),
    auto_start: Type.Optional(Type.Boolean({ description: 'Whether the plugin starts together with the host.', default: true })),
    priority: Type.Optional(Type.Integer({ minimum: 0, maximum: 1000, description: 'The order in which plugins see an event: lower numbers first.', default: 100 })),
    files: Type.Optional(list(line(300, { description: 'One pattern.', examples: ['assets/**'] }), 200, { minItems: 1, description: 'Patterns of the files to pack. Default: everything that is not excluded.' })),
  },
  { ...CLOSED, title: 'Plugin manifest', description: 'plugin.json or plugin.yaml: what a plugin is, what it needs and what it may do.' },
);

type DeepReadonly<T> = T extends readonly (infer Item)[]
  ? readonly DeepReadonly<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: DeepReadonly<T[Key]> }
    : T;

/** A valid manifest. */
export type Manifest = DeepReadonly<Static<typeof ManifestSchema>>;
