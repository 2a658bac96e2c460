import { readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import type { Diagnostic } from '../../../src/core/diagnostics/diagnostic.ts';
import { validatePlugin } from '../../../src/operations/validate-plugin.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';

const MANIFEST = {
  name: 'weather',
  version: '1.0.0',
  description: 'Tells the weather.',
  author: 'Ada',
  license: 'MIT',
  type: 'message-processor',
  entry_point: 'src/index.ts',
  permissions: ['messages.read', 'messages.write'],
};

const CODE = `import { MessageProcessor, type MessageEvent } from 'plexi-plugin/sdk';
export default class Weather extends MessageProcessor {
  override async onMessageReceived({ message }: MessageEvent): Promise<void> { await this.messages.reply(message, 'sun'); }
}
`;

// The beginning of a PNG picture, 8 by 4 (ISO/IEC 15948, clause 11.2.2).
const SLIP = `import { MessageProcessor, requirePermission, type OnBehalf } from 'plexi-plugin/sdk';
export default class Weather extends MessageProcessor {
  override onMessageReceived(): void {}
  @requirePermission('weather.creat') async create({ user }: OnBehalf): Promise<void> { void user; }
}
`;
const OBLONG = Buffer.from('89504e470d0a1a0a0000000d494844520000000800000004080600000000000000', 'hex');
const APACHE = readFileSync(join(import.meta.dirname, '../../../templates/shared/LICENSE-Apache-2.0'), 'utf8');

type Fields = Readonly<Record<string, unknown>>;
type Files = Readonly<Record<string, string | Uint8Array>>;

const platform = createPlatform({ yes: true });
let root: string;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'plexi-validate-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

async function makePlugin(files: Files): Promise<string> {
  const directory = await mkdtemp(join(root, 'plugin-'));
  for (const [path, content] of Object.entries({ 'src/index.ts': CODE, 'README.md': '# Weather\n', LICENSE: 'MIT\n', ...files })) {
    await mkdir(dirname(join(directory, path)), { recursive: true });
    await writeFile(join(directory, path), content);
  }
  return directory;
}

async function validate(directory: string): Promise<readonly Diagnostic[]> {
  try {
    return (await validatePlugin({ directory }, platform)).diagnostics;
  } catch (error) {
    if (error instanceof PlexiError) return error.diagnostics;
    throw error;
  }
}

const write = (fields: Fields): string => JSON.stringify({ ...MANIFEST, ...fields }, null, 2);
const describeShort = (fields: unknown): string => JSON.stringify(fields).slice(0, 90);

// Fields added to a valid manifest (`undefined` takes one away), and all codes that follow.
const FIELDS: readonly (readonly [fields: Fields, ...codes: readonly string[]])[] = [
  [{ version: undefined }, 'PLX1106'],
  [{ verson: '1' }, 'PLX1107'],
  [{ tags: 'weather' }, 'PLX1108'],
  [{ version: '1.0' }, 'PLX1109'],
  [{ type: 'mesage-processor' }, 'PLX1110'],
  [{ entry_point: undefined }, 'PLX1111'],
  [{ type: undefined }, 'PLX1112'],
  [{ license: 'MITT' }, 'PLX1113'],
  [{ plexichat_version: '>=x.1' }, 'PLX1114'],
  [{ plexichat_version: '>=1.0.0', min_plexichat_version: '1.0.0' }, 'PLX1115'],
  [{ settings_schema: { type: 'object', properties: { a: { type: 'strng' } } } }, 'PLX1110'],
  [{ settings_schema: { type: 'object', properties: { a: { $ref: '#/nowhere' } } } }, 'PLX1116'],
  [{ settings_schema: { type: 'object', properties: { a: { type: 'integer', default: 'x' } } } }, 'PLX1117'],
  [{ settings_schema: { type: 'object', properties: { a: { type: 'string', required: true } } } }, 'PLX1118'],
  [{ settings_schema: { api: { type: 'string', default: 'x' } } }, 'PLX1118'],
  [{ settings_schema: { type: 'object', properties: { api_key: { type: 'string' } } } }, 'PLX1119'],
  [{ settings_schema: { type: 'object', properties: { a: { type: 'string', minLenght: 3 } } } }, 'PLX1129'],
  [{ settings_schema: { type: 'object', properties: { a: { type: 'string' } }, required: ['b'] } }, 'PLX1130'],
  [{ settings_schema: { type: 'object', properties: { api_key: { type: 'string', secret: true, default: 'x' } } } }, 'PLX1131'],
  [{ type: 'tool', entry_point: undefined, entry_points: { message_handlers: ['src/index.ts'] } }, 'PLX1120'],
  [{ entry_point: 'main.py' }, 'PLX1124'],
  [{ dependencies: ['weather'] }, 'PLX1126'],
  [{ dependencies: { core_system: 'not a range' } }, 'PLX1127'],
  [{ optional_dependencies: ['weather'] }, 'PLX1126'],
  [{ optional_dependencies: { core_system: '>=a.1' } }, 'PLX1127'],
  [{ optional_dependencies: ['Not A Plugin'] }, 'PLX1109'],
  [{ $schema: 'https://example.com/other.json' }, 'PLX1128'],
  [{ permissions: ['messages.read', 'mesages.write'] }, 'PLX1201'],
  [{ permissions: ['messages.read', 'messages.read'] }, 'PLX1202'],
  [{ permissions: ['messages.read'], optional_permissions: ['messages:read'] }, 'PLX1202'],
  [{ optional_permissions: ['mesages.write'] }, 'PLX1201'],
  [{ permissions: ['messages.read', { permission: 'external.api', hosts: ['*'] }] }, 'PLX1203'],
  [{ permissions: ['messages.read', { permission: 'external.api', hosts: ['https://x.y'] }] }, 'PLX1204'],
  [{ permissions: ['messages.read', { permission: 'external.api', hosts: ['x.y:0'] }] }, 'PLX1204'],
  [{ permissions: ['messages.read', { permission: 'external.api', hosts: ['x.y:65536'] }] }, 'PLX1204'],
  [{ permissions: ['messages.read', { permission: 'external.api', hosts: ['*:443'] }] }, 'PLX1203'],
  [{ permissions: [{ permission: 'messages.read', methods: ['GET'] }] }, 'PLX1230'],
  [{ permissions: [{ permission: 'messages.read', hosts: ['x.y'] }] }, 'PLX1205'],
  [{ permissions: ['messages.read', 'database.access'], features: { database_access: false } }, 'PLX1206'],
  [{ optional_permissions: ['database.access'], features: { database_access: false } }, 'PLX1206'],
  [{ background_tasks: ['collect_metrics'] }, 'PLX4160'],
  [{ permissions: ['messages.read', 'messages.write', 'external.api'] }, 'PLX1208', 'PLX1217'],
  [{ defines_permissions: [{ name: 'messages.pin', title: 'Pin' }] }, 'PLX1209'],
  [{ defines_permissions: [{ name: 'weather.create', title: 'Create' }], permissions: ['messages.read', 'weather.create'] }, 'PLX1210'],
  [{ permissions: ['messages.read', 'messages.write', 'plugin:read'] }, 'PLX1211'],
  [{ features: { external_api: true } }, 'PLX1212'],
  [{ limits: { memory_mb: 128, storage_mb: 100 } }],
  [{ limits: { memory_mb: 5_000 } }, 'PLX1109'],
  [{ limits: { memroy_mb: 128 } }, 'PLX1107'],
  [{ limits: { database_mb: 64 } }, 'PLX1240'],
  [{ permissions: [...MANIFEST.permissions, 'database.access'], limits: { database_mb: 64 } }, 'PLX1217'],
  [{ entry_point: 'src/indx.ts' }, 'PLX1006'],
  [{ entry_point: 'src/Index.ts' }, 'PLX1006'],
  [{ icon: 'src/index.ts.png' }, 'PLX1006'],
];

// What a manifest lacks that holds nothing else.
const EMPTY = ['PLX1106', 'PLX1111'] as const;

// Files of the plugin's folder, and all codes that follow.
const FOLDERS: readonly (readonly [title: string, files: Files, ...codes: readonly string[]])[] = [
  ['a good plugin', { 'plugin.json': write({}) }],
  ['a good plugin in YAML', { 'plugin.yaml': Object.entries(MANIFEST).map(([key, value]) => `${key}: ${JSON.stringify(value)}\n`).join('') }],
  ['no manifest', {}, 'PLX1001'],
  ['two manifests', { 'plugin.json': write({}), 'plugin.yaml': 'name: x\n' }, 'PLX1002'],
  ['a manifest that is a folder', { 'plugin.json/x': '' }, 'PLX1003'],
  ['a huge manifest', { 'plugin.json': ' '.repeat(2 << 20) }, 'PLX1004'],
  ['a manifest in Latin-1', { 'plugin.json': Uint8Array.from([0x7b, 0xe9, 0x7d]) }, 'PLX1005'],
  ['a comma too many', { 'plugin.json': '{ "name": "x", }' }, 'PLX1101', ...EMPTY],
  ['a comment', { 'plugin.json': '{ // name\n }' }, 'PLX1101', ...EMPTY],
  ['an empty manifest', { 'plugin.json': '' }, 'PLX1101'],
  ['broken YAML', { 'plugin.yaml': 'name: [x\n' }, 'PLX1101'],
  ['a key that stands twice', { 'plugin.json': '{ "name": "x", "name": "y" }' }, 'PLX1102', ...EMPTY],
  ['a key that stands twice, in YAML', { 'plugin.yaml': 'name: x\nname: y\n' }, 'PLX1102', ...EMPTY],
  ['too deep', { 'plugin.json': `{"a":${'['.repeat(5_000)}` }, 'PLX1103'],
  ['an alias in YAML', { 'plugin.yaml': 'name: &a x\nauthor: *a\n' }, 'PLX1104', ...EMPTY],
  ['a list', { 'plugin.json': '[]' }, 'PLX1105'],
  ['a key that means something to JavaScript', { 'plugin.json': '{ "__proto__": {} }' }, ...EMPTY, 'PLX1122'],
  ['an entry point named twice', { 'plugin.json': write({ entry_points: { message_handlers: ['src/index.ts'] } }) }, 'PLX1125'],
  ['a number that is too large', { 'plugin.json': write({}).replace('"1.0.0"', '1e999') }, 'PLX1123'],
  ['an icon that is no picture', { 'plugin.json': write({ icon: 'icon.png' }), 'icon.png': 'text' }, 'PLX1008'],
  ['a README that links to nothing', { 'plugin.json': write({}), 'README.md': '# Weather\n\n[more](docs/MORE.md)\n' }, 'PLX1012'],
  ['an icon with a script in it', { 'plugin.json': write({ icon: 'icon.svg' }), 'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><script>1</script></svg>' }, 'PLX1013'],
  ['an icon that is not square', { 'plugin.json': write({ icon: 'icon.png' }), 'icon.png': OBLONG }, 'PLX1014'],
  ['a licence text of another licence', { 'plugin.json': write({}), LICENSE: APACHE }, 'PLX1015'],
  ['a docs folder with nothing to read', { 'plugin.json': write({}), 'docs/picture.txt': 'x' }, 'PLX1016'],
  ['no README', { 'plugin.json': write({}), 'README.md': '' }],
  ['types that are out of date', { 'plugin.json': write({ settings_schema: { type: 'object', properties: { a: { type: 'string' } } } }), 'plexi-env.d.ts': '// old\n' }, 'PLX1011'],
  ['settings in a file that is not there', { 'plugin.json': write({ config_schema: 'settings.yaml' }) }, 'PLX1006'],
  ['settings in a file that is broken', { 'plugin.json': write({ config_schema: 'settings.yaml' }), 'settings.yaml': 'a: [\n' }, 'PLX1101'],
  ['a permission of users that nobody defines', { 'plugin.json': write({ defines_permissions: [{ name: 'weather.create', title: 'Create alerts' }] }), 'src/index.ts': SLIP }, 'PLX4300'],
  ['a hook without its permission', { 'plugin.json': write({ permissions: ['messages.write'] }) }, 'PLX1207'],
  ['a call without its permission', { 'plugin.json': write({ permissions: ['messages.read'] }) }, 'PLX1215'],
  ['code that does not compile', { 'plugin.json': write({}), 'src/index.ts': 'export default class {' }, 'PLX1312'],
];

const unique = (diagnostics: readonly Diagnostic[]): readonly string[] => [...new Set(diagnostics.map(({ code }) => code))].sort();

describe('validate', () => {
  for (const [fields, ...codes] of FIELDS) {
    test(`${describeShort(fields)} is ${codes.join(' and ')}`, async () => {
      const directory = await makePlugin({ 'plugin.json': write(fields) });
      const diagnostics = await validate(directory);
      expect(unique(diagnostics)).toEqual(codes);
      for (const { file, line, column } of diagnostics) {
        expect(file).toBe(join(directory, 'plugin.json'));
        expect([line, column].every((number) => number !== undefined && number > 0)).toBe(true);
      }
    });
  }

  for (const [title, files, ...codes] of FOLDERS) {
    test(`${title} is ${codes.length === 0 ? 'no problem' : codes.join(' and ')}`, async () => {
      expect(unique(await validate(await makePlugin(files)))).toEqual(codes);
    });
  }

  test('an entry point that leads out of the folder is PLX1007', async () => {
    const directory = await makePlugin({ 'plugin.json': write({ entry_point: 'src/link.ts' }) });
    await writeFile(join(root, 'outside.ts'), CODE);
    await symlink(join(root, 'outside.ts'), join(directory, 'src/link.ts'));
    expect(unique(await validate(directory))).toEqual(['PLX1007']);
  });

  test('a plugin without README and LICENSE is warned: PLX1009 and PLX1010', async () => {
    const directory = await makePlugin({ 'plugin.json': write({}) });
    await rm(join(directory, 'README.md'));
    await rm(join(directory, 'LICENSE'));
    expect(unique(await validate(directory))).toEqual(['PLX1009', 'PLX1010']);
  });

  test('reports every problem at once, in the order of the file', async () => {
    const directory = await makePlugin({ 'plugin.json': write({ version: '1', type: 'x', permissions: ['y'], entry_point: 'src/none.ts', licence: 'MIT' }) });
    const diagnostics = await validate(directory);
    expect(diagnostics.map(({ code }) => code)).toEqual(['PLX1109', 'PLX1110', 'PLX1006', 'PLX1201', 'PLX1107']);
  });
});
