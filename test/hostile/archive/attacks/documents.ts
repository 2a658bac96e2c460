import type { Edits, JsonEdit } from '../../../helpers/archive-builder.ts';
import type { Attack } from './attack.ts';

type Document = 'index' | 'manifest' | 'config' | 'signatureManifest' | 'bundle';

const DOCUMENTS: readonly Document[] = ['index', 'manifest', 'config', 'signatureManifest', 'bundle'];

/** Edits the JSON text of a document. */
const text = (change: (json: string) => string): JsonEdit => (value) => change(JSON.stringify(value));

// Forms that any JSON document could have, and none may.
const FORMS: readonly (readonly [string, JsonEdit])[] = [
  ['white space at its end', text((json) => `${json}\n`)],
  ['white space inside', text((json) => json.replace(':', ': '))],
  ['a byte order mark', text((json) => `\ufeff${json}`)],
  ['a key nobody knows', (value) => ({ ...value, extra: 1 })],
  ['its first key twice', text((json) => json.replace(/^\{("[^"]+":(?:"[^"]*"|\d+|\{\}|\[\])?)/, (whole, first: string) => (/[\d"}\]]$/.test(first) ? `{${first},${first}` : `{"mediaType":1,${whole.slice(1)}`)))],
  ['its keys in another order', (value) => Object.fromEntries(Object.entries(value).reverse())],
  ['an escape in a key', text((json) => json.replace(/"([a-z])/i, (_, letter: string) => `"\\u00${letter.charCodeAt(0).toString(16)}`))],
  ['bytes that are not UTF-8', (value) => Buffer.concat([Buffer.from(JSON.stringify(value).slice(0, -1)), Buffer.from([0xff, 0x7d])])],
  ['ten thousand brackets', text((json) => `${json.slice(0, -1)},"x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)],
  ['no JSON', () => 'not json'],
  ['a list', () => '[]'],
  ['nothing', () => 'null'],
  ['no bytes', () => ''],
  ['a key of Object’s prototype', text((json) => `${json.slice(0, -1)},"__proto__":{"x":1}}`)],
];

const MISFORMED: readonly Attack[] = DOCUMENTS.flatMap((document) => FORMS.map(([title, edit]): Attack => [`has ${title} for its ${document}`, 'PLX2034', { [document]: edit }]));

const manifest = (change: (value: ManifestJson) => void): Edits => ({ manifest: (value) => { change(value as unknown as ManifestJson); return value; } });

interface DescriptorJson {
  mediaType: unknown;
  digest: unknown;
  size: unknown;
  annotations: Record<string, unknown>;
  [key: string]: unknown;
}

interface ManifestJson {
  schemaVersion: unknown;
  mediaType: unknown;
  artifactType: unknown;
  config: DescriptorJson;
  layers: DescriptorJson[];
  annotations: Record<string, unknown>;
}

const TITLE = 'org.opencontainers.image.title';
const VERSION = 'org.opencontainers.image.version';

const layer = (change: (layer: DescriptorJson) => void): Edits => manifest(({ layers: [first] }) => { if (first) change(first); });

const MANIFESTS: readonly Attack[] = [
  ['has a manifest of schema 1', 'PLX2034', manifest((value) => (value.schemaVersion = 1))],
  ['has the media type of Docker', 'PLX2034', manifest((value) => (value.mediaType = 'application/vnd.docker.distribution.manifest.v2+json'))],
  ['is another artifact', 'PLX2034', manifest((value) => (value.artifactType = 'application/vnd.example'))],
  ['has a config of another type', 'PLX2034', manifest((value) => (value.config.mediaType = 'application/vnd.oci.image.config.v1+json'))],
  ['has a config larger than said', 'PLX2038', manifest((value) => (value.config.size = 10))],
  ['has a config smaller than said', 'PLX2034', manifest((value) => (value.config.size = 100_000))],
  ['has a config of half a byte', 'PLX2034', manifest((value) => (value.config.size = 10.5))],
  ['has a config of less than nothing', 'PLX2034', manifest((value) => (value.config.size = -1))],
  ['has a config of a terabyte', 'PLX2034', manifest((value) => (value.config.size = 2 ** 40))],
  ['has a config with no digest', 'PLX2034', manifest((value) => (value.config.digest = ''))],
  ['has a digest in upper case', 'PLX2034', manifest((value) => (value.config.digest = String(value.config.digest).toUpperCase()))],
  ['has a digest of another kind', 'PLX2034', manifest((value) => (value.config.digest = `sha512:${'0'.repeat(128)}`))],
  ['has a digest that leaves its folder', 'PLX2034', manifest((value) => (value.config.digest = 'sha256:../../../../etc/passwd'))],
  ['has a config that is elsewhere', 'PLX2034', manifest((value) => (value.config['urls'] = ['https://example.com/x']))],
  ['has no layers', 'PLX2034', manifest((value) => (value.layers = []))],
  ['lacks a layer', 'PLX2034', manifest((value) => void value.layers.pop())],
  ['has its layers turned round', 'PLX2034', manifest((value) => void value.layers.reverse())],
  ['has a layer twice', 'PLX2034', manifest((value) => void value.layers.push(...value.layers.slice(0, 1)))],
  ['has a layer of another type', 'PLX2034', layer((value) => (value.mediaType = 'application/vnd.oci.image.layer.v1.tar'))],
  ['has a layer of another title', 'PLX2034', layer((value) => (value.annotations[TITLE] = 'assets.tar.gz'))],
  ['has a layer with a title nobody knows', 'PLX2034', layer((value) => (value.annotations[TITLE] = '../code.tar.gz'))],
  ['has a layer with data of its own', 'PLX2034', layer((value) => (value['data'] = 'e30='))],
  ['has a layer larger than said', 'PLX2033', layer((value) => (value.size = Number(value.size) - 1))],
  ['has a layer smaller than said', 'PLX2033', layer((value) => (value.size = Number(value.size) + 1))],
  ['has a layer that is not there', 'PLX2033', layer((value) => (value.digest = `sha256:${'0'.repeat(64)}`))],
  ['says another name than its plugin', 'PLX2034', manifest((value) => (value.annotations[TITLE] = 'bank'))],
  ['says another version than its plugin', 'PLX2034', manifest((value) => (value.annotations[VERSION] = '9.9.9'))],
  ['has more annotations', 'PLX2034', manifest((value) => (value.annotations['x'] = 'y'))],
];

const plugin = (change: Record<string, unknown>): Edits => ({ plugin: (value) => ({ ...value, ...change }) });

const NAMES: readonly Attack[] = ['../weather', 'Weather', 'a/b/c', '', 'a'.repeat(65), 'wea ther', '/x', 'x/'].map((name) => [`has the name ${JSON.stringify(name)}`, 'PLX2034', plugin({ name })]);
const VERSIONS: readonly Attack[] = ['1.0', '1.0.0+build', '01.0.0', 'latest', '', '../1.0.0', `1.0.0-${'a'.repeat(130)}`].map((version) => [
  `has the version ${JSON.stringify(version)}`,
  'PLX2034',
  plugin({ version }),
]);

const index = (change: (manifests: DescriptorJson[], value: Record<string, unknown>) => void): Edits => ({
  index: (value) => { change(value['manifests'] as DescriptorJson[], value); return value; },
});

const INDEXES: readonly Attack[] = [
  ['has an index without manifests', 'PLX2034', { index: (value) => ({ ...value, manifests: [] }) }],
  ['has an index that names its signature first', 'PLX2034', index((manifests) => void manifests.reverse())],
  ['has an index that names its release twice', 'PLX2034', index((manifests) => void manifests.splice(1, 1, ...manifests.slice(0, 1)))],
  ['has an index with a third manifest', 'PLX2034', index((manifests) => void manifests.push(...manifests.slice(0, 1)))],
  ['has an index of another version', 'PLX2034', index(([release]) => { if (release) release.annotations['org.opencontainers.image.ref.name'] = '2.0.0'; })],
  ['has an index with another size', 'PLX2034', index(([release]) => { if (release) release.size = 1; })],
  ['has an index that hides its signature', 'PLX2033', index((manifests) => void manifests.pop())],
  ['has an index of another type', 'PLX2034', index((_, value) => (value['mediaType'] = 'x'))],
  ['has an index that names a platform', 'PLX2034', index(([release]) => { if (release) release['platform'] = { os: 'linux', architecture: 'amd64' }; })],
];

/** Attacks on the JSON documents, each digested and signed again. */
export const DOCUMENT_ATTACKS: readonly Attack[] = [...MISFORMED, ...MANIFESTS, ...NAMES, ...VERSIONS, ...INDEXES];
