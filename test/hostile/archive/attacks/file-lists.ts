import type { BuiltFile, Edits } from '../../../helpers/archive-builder.ts';
import type { Attack } from './attack.ts';

/** Paths that no release may hold: each is also in the tar, so that list and layer agree. */
const UNSAFE_PATHS: readonly string[] = [
  '', '/etc/passwd', '../evil', 'a/../../evil', 'a/./b', './a', 'a//b', 'a/', '..', '.', '~/../x/..',
  'C:/evil', 'C:evil', '\\\\server\\share', 'a\\..\\evil', 'file:stream', 'a*', 'a?', 'a|b', 'a<b', 'a"b',
  'con', 'CON.txt', 'aux', 'nul.tar.gz', 'COM1', 'lpt9.log', 'com¹', 'CONIN$', 'prn .txt', 'folder/NUL/x',
  'name.', 'name ', 'folder./x', 'folder /x', '...',
  'a\u0000b', 'a\nb', 'a\rb', 'a\u001b[2Jb', 'a\u007fb', 'a\u0085b',
  'a\u202egpj.exe', 'a\u2066b', 'a\u200bb', 'a\u200db', 'a\ufeffb', 'a\u00adb', 'a\u2028b', 'a\u115fb', 'a\u3164b', 'a\ud800b',
  'x'.repeat(101), `${'d'.repeat(156)}/x`, `${'d/'.repeat(130)}x`,
];

const COLLISIONS: readonly (readonly [string, string])[] = [
  ['A.txt', 'a.txt'],
  ['caf\u00e9', 'cafe\u0301'],
  ['stra\u00dfe', 'STRASSE'],
  ['\u212a', 'k'],
  ['\u017f', 's'],
  ['Folder/x', 'folder/y'],
  ['node', 'node/child'],
  ['NODE', 'node/child'],
  ['\u1e9e', '\u00df'],
  ['same', 'same'],
  ['PLUGIN.JSON', 'zzz'],
];

const asset = (path: string, text = path): BuiltFile => ({ path, bytes: Buffer.from(text), mode: '0644', layer: 'assets' });

function sorted(files: readonly BuiltFile[]): readonly BuiltFile[] {
  const rank = ({ layer }: BuiltFile): number => (layer === 'code' ? 0 : 1);
  return [...files].sort((a, b) => rank(a) - rank(b) || Buffer.compare(Buffer.from(a.path), Buffer.from(b.path)));
}

const withFiles = (...paths: readonly string[]): Edits => ({ files: (files) => sorted([...files, ...paths.map((path) => asset(path))]) });

type FileJson = Record<string, unknown>;

const list = (change: (files: FileJson[]) => unknown): Edits => ({
  config: (config) => {
    change(config['files'] as FileJson[]);
    return config;
  },
});

const first = (change: FileJson): Edits => list((files) => Object.assign(files[0] ?? {}, change));

/** Attacks with the list of files, each digested and signed again. */
export const FILE_LIST_ATTACKS: readonly Attack[] = [
  ...UNSAFE_PATHS.map((path): Attack => [`lists ${JSON.stringify(path).slice(0, 40)}`, 'PLX2036', withFiles(path)]),
  ...COLLISIONS.map(([a, b]): Attack => [`lists ${JSON.stringify(a)} beside ${JSON.stringify(b)}`, 'PLX2036', withFiles(a, b)]),
  ['lists no files', 'PLX2034', { config: (config) => ({ ...config, files: [] }) }],
  ['has no list', 'PLX2034', { config: (config) => ({ formatVersion: 1, manifest: config['manifest'] }) }],
  ['is of a newer format', 'PLX2037', { config: (config) => ({ ...config, formatVersion: 2 }) }],
  ['is of format "1"', 'PLX2034', { config: (config) => ({ ...config, formatVersion: '1' }) }],
  ['is of format 0', 'PLX2034', { config: (config) => ({ ...config, formatVersion: 0 }) }],
  ['lists its files in another order', 'PLX2034', list((files) => files.reverse())],
  ['lists assets before code', 'PLX2034', list((files) => files.push(...files.splice(0, 2)))],
  ['lists a file with the setuid bit', 'PLX2034', first({ mode: '4755' })],
  ['lists a file with a numeric mode', 'PLX2034', first({ mode: 420 })],
  ['lists a file of another layer', 'PLX2034', first({ layer: 'extra' })],
  ['lists a file with a key nobody knows', 'PLX2034', first({ link: '/etc/passwd' })],
  ['lists a file of less than nothing', 'PLX2034', first({ size: -1 })],
  ['lists a file of a petabyte', 'PLX2034', first({ size: 2 ** 50 })],
  ['lists a file with no digest', 'PLX2034', first({ digest: 'sha256:' })],
  ['lists a path that is a number', 'PLX2034', first({ path: 7 })],
  ['lists more bytes than a release may have', 'PLX2038', list((files) => { files.forEach((file) => { file['size'] = 8 * 2 ** 30 - 1; }); })],
  ['lists more files than a release may have', 'PLX2038', list((files) => {
    const [template] = files.slice(-1);
    for (let index = 0; index <= 100_000; index++) files.push({ ...template, path: `z/${String(index).padStart(6, '0')}` });
  })],
  ['has no plugin.json', 'PLX2034', { files: (files) => files.filter(({ path }) => path !== 'plugin.json') }],
  ['has its plugin.json among the assets', 'PLX2034', { files: (files) => sorted(files.map((file) => (file.path === 'plugin.json' ? { ...file, layer: 'assets' } : file))) }],
  ['installs another manifest than it shows', 'PLX2034', {
    files: (files) => files.map((file) => (file.path === 'plugin.json' ? { ...file, bytes: Buffer.from('{"name":"weather","version":"1.0.0","permissions":["system.admin"]}\n') } : file)),
  }],
  ['shows another manifest than it installs', 'PLX2034', { config: (config) => ({ ...config, manifest: { ...(config['manifest'] as FileJson), permissions: [] } }) }],
  ['hides a permission behind a duplicate key', 'PLX2034', { config: (config) => JSON.stringify(config).replace('"type":', '"permissions":["system.admin"],"permissions":[],"type":') }],
];
