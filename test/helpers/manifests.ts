import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { CORPORA } from './corpora.ts';

/** A manifest with every field. */
export const FULL_MANIFEST = {
  $schema: './node_modules/plexi-plugin/dist/plugin.schema.json',
  name: 'acme/weather',
  display_name: 'Weather',
  version: '1.2.3-beta.1',
  description: 'Answers !weather with the forecast.',
  author: 'Ada Lovelace',
  email: 'ada@example.com',
  license: 'MIT OR Apache-2.0',
  homepage: 'https://example.com/weather',
  repository: 'https://example.com/weather.git',
  plexichat_version: '>=a.1.1-16 <b.2.0-1 || ^3.0.0',
  api_version: 'v1',
  type: ['message-processor', 'ui', 'automation'],
  entry_point: 'src/index.ts:Weather',
  entry_points: { message_handlers: ['src/handler.ts:Handler'], ui_components: ['src/widget.tsx'] },
  permissions: ['messages.read', 'messages:write', { permission: 'external.api', hosts: ['api.example.com', '*.example.org'], reason: 'Fetches the forecast.' }],
  defines_permissions: [{ name: 'weather.create', title: 'Create alerts', description: 'Makes alerts for a place.' }],
  features: { web_ui: true, background_tasks: true, database_access: false, external_api: true },
  dependencies: { core_system: '^1.0.0', 'acme/maps': '*' },
  optional_dependencies: ['statistics@>=1.2.0'],
  settings_schema: {
    type: 'object',
    properties: { city: { type: 'string', default: 'Oslo' }, api_key: { type: 'string', secret: true }, units: { enum: ['c', 'f'], default: 'c' } },
    required: ['city'],
  },
  category: 'productivity',
  tags: ['weather', 'forecast'],
  icon: 'assets/icon.png',
  screenshots: ['assets/one.png', { path: 'assets/two.png', alt: 'The forecast of a week' }],
  ui_pages: [{ name: 'dashboard', path: 'ui/dashboard', title: 'Dashboard', description: 'All places.' }],
  api_endpoints: ['/api/v1/weather'],
  webhooks: ['weather.alert.created'],
  background_tasks: ['collect_metrics'],
  enabled: true,
  auto_start: false,
  priority: 10,
  files: ['assets/**', 'docs/**'],
} as const;

/** The smallest manifest. */
export const SMALL_MANIFEST = {
  name: 'weather',
  version: '1.0.0',
  description: 'Answers !weather with the forecast.',
  author: 'Ada',
  type: 'message-processor',
  entry_point: 'src/index.ts',
} as const;

/** A manifest of the corpora: real plugins, and what guides print. */
export interface RealManifest {
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly value: unknown;
}

/** Reads the manifests of the corpora. */
export function readRealManifests(): readonly RealManifest[] {
  return ['manifests', 'guide-manifests'].flatMap((folder) =>
    readdirSync(join(CORPORA, folder))
      .sort()
      .map((name) => {
        const text = readFileSync(join(CORPORA, folder, name), 'utf8');
        return { name, file: name.replace(/^.*__/, ''), text, value: parse(text) as unknown };
      }),
  );
}
