/** What a field of another plugin system is called here. */
export interface RenamedField {
  /** The field of ours, where there is one. */
  readonly field?: string;
  readonly advice: string;
}

/** Fields that real manifests of other dialects have, and what to do with them. */
export const RENAMED: Readonly<Record<string, RenamedField>> = {
  id: { field: 'name', advice: 'call it "name"; the name that people see is "display_name"' },
  plugin_id: { field: 'name', advice: 'call it "name"; the name that people see is "display_name"' },
  plugin_type: { field: 'type', advice: 'call it "type"' },
  kind: { field: 'type', advice: 'call it "type"' },
  main: { field: 'entry_point', advice: 'call it "entry_point", and name a TypeScript module, such as "src/index.ts"' },
  main_module: { field: 'entry_point', advice: 'call it "entry_point", and name a TypeScript module, such as "src/index.ts"' },
  main_class: { field: 'entry_point', advice: 'name the export in "entry_point": "src/index.ts:Weather"' },
  api: { field: 'api_endpoints', advice: 'call it "api_endpoints"' },
  endpoints: { field: 'api_endpoints', advice: 'call it "api_endpoints"' },
  api_routes: { advice: 'list paths in "api_endpoints", and modules in "entry_points.api_routes"' },
  ui_components: { advice: 'list pages in "ui_pages", and modules in "entry_points.ui_components"' },
  commands: { advice: 'commands are registered by the code of a "cli" plugin, in "entry_points.cli_commands"' },
  cli_commands: { advice: 'commands are registered by the code of a "cli" plugin, in "entry_points.cli_commands"' },
  auto_load: { field: 'auto_start', advice: 'call it "auto_start"' },
  python_version: { advice: 'take it out: plugins are written in TypeScript' },
  requirements: { advice: 'take it out: npm packages belong into package.json' },
  configuration: { advice: 'give defaults in "settings_schema"' },
  settings: { field: 'settings_schema', advice: 'give defaults in "settings_schema"' },
  capabilities: { field: 'permissions', advice: 'ask for them in "permissions"' },
  plugin: { advice: 'move its fields to the top of the manifest' },
  metadata: { advice: 'move its fields to the top of the manifest' },
  checksum: { advice: 'take it out: "plexi-plugin pack" signs the digest of every file' },
  changelog: { advice: 'take it out: write a CHANGELOG.md' },
  download_count: { advice: 'take it out: the registry counts' },
  rating: { advice: 'take it out: the registry counts' },
  last_updated: { advice: 'take it out: the registry knows when a version was published' },
  size_bytes: { advice: 'take it out: the registry knows the size' },
};
