import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { createPackingPlan } from '../../../src/core/archive/packing-plan.ts';
import { listFiles, type FileList } from '../../../src/project/list-files.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const list = (folder: string, patterns?: readonly string[]): FileList => listFiles(folder, createPackingPlan({ patterns }));
const pathsOf = ({ files }: FileList): readonly string[] => files.map(({ path }) => path);
const codesOf = ({ diagnostics }: FileList): readonly string[] => diagnostics.map(({ code }) => code);

describe('listFiles', () => {
  test('lists what is not excluded, and looks into no folder that is', async () => {
    const folder = await createFolder({ 'README.md': '', 'assets/icon.svg': '', 'src/index.ts': '', 'node_modules/x/index.js': '', '.git/config': '', 'dist/plugin.js': '', 'old.plx': '' });
    expect(pathsOf(list(folder))).toEqual(['README.md', 'assets/icon.svg']);
  });

  test('knows size, time and whether the owner may execute, and nothing else of the mode', async () => {
    const folder = await createFolder({ a: '12345', b: '', c: '' });
    chmodSync(join(folder, 'a'), 0o666);
    chmodSync(join(folder, 'b'), 0o700);
    chmodSync(join(folder, 'c'), 0o4644);
    const { files } = list(folder);
    expect(files.map(({ mode }) => mode)).toEqual(['0644', '0755', '0644']);
    expect(files[0]?.content).toMatchObject({ file: join(folder, 'a'), size: 5 });
  });

  test('warns of secrets and leaves them out', async () => {
    const folder = await createFolder({ '.env': 'A=1', 'config/prod.env': 'B=2', '.ssh/id_rsa': 'x', '.aws/credentials': 'x', 'ok.txt': '' });
    const found = list(folder);
    expect(pathsOf(found)).toEqual(['ok.txt']);
    expect(found.diagnostics.map(({ code, severity, message }) => [code, severity, message.split('"')[1]])).toEqual([
      ['PLX2008', 'warning', '.aws'],
      ['PLX2008', 'warning', '.env'],
      ['PLX2008', 'warning', '.ssh'],
      ['PLX2008', 'warning', 'config/prod.env'],
    ]);
  });

  test('refuses a secret that the manifest names', async () => {
    const folder = await createFolder({ '.env': 'A=1', 'ok.txt': '' });
    expect(codesOf(list(folder, ['.env', 'ok.txt']))).toEqual(['PLX2009']);
  });

  test('is quiet about secrets that nobody asked for', async () => {
    const folder = await createFolder({ '.env': 'A=1', '.ssh/id_rsa': '', 'assets/a': '' });
    expect(list(folder, ['assets'])).toMatchObject({ files: [{ path: 'assets/a' }], diagnostics: [] });
  });
});

describe('a symbolic link', () => {
  test('to a file inside is packed as that file', async () => {
    const folder = await createFolder({ 'docs/guide.md': 'text' });
    symlinkSync('docs/guide.md', join(folder, 'GUIDE.md'));
    const { files } = list(folder);
    expect(files).toMatchObject([{ path: 'GUIDE.md', content: { file: join(folder, 'docs/guide.md'), size: 4 } }, { path: 'docs/guide.md' }]);
  });

  test('to a folder inside is packed as that folder', async () => {
    const folder = await createFolder({ 'docs/guide.md': '' });
    symlinkSync('docs', join(folder, 'manual'));
    expect(pathsOf(list(folder))).toEqual(['docs/guide.md', 'manual/guide.md']);
  });

  test.each([
    ['a file outside', '/etc/passwd', 'leads outside of the plugin’s folder'],
    ['a folder outside', '..', 'leads outside of the plugin’s folder'],
    ['nothing', 'gone', 'leads nowhere'],
    ['itself', 'link', 'leads nowhere'],
    ['the folder it is in', '.', 'leads to a folder that it is in'],
    ['installed packages', 'node_modules/x', 'leads to "node_modules/x", which is never packed'],
    ['version control', '.git/config', 'leads to ".git/config", which is never packed'],
  ])('to %s is refused', async (_, target, reason) => {
    const folder = await createFolder({ 'node_modules/x/index.js': '', '.git/config': '' });
    symlinkSync(target, join(folder, 'link'));
    expect(list(folder)).toMatchObject({ files: [], diagnostics: [{ code: 'PLX2004', message: `the symbolic link "link" ${reason}` }] });
  });

  test('to a secret is left out under its harmless name, too', async () => {
    const folder = await createFolder({ '.env': 'A=1' });
    symlinkSync('.env', join(folder, 'settings.txt'));
    expect(list(folder)).toMatchObject({ files: [], diagnostics: [{ code: 'PLX2008' }, { code: 'PLX2008', message: '"settings.txt" looks like a secret and is left out' }] });
  });

  test('that nobody packs is not looked at', async () => {
    const folder = await createFolder({ 'assets/a': '' });
    symlinkSync('/etc/passwd', join(folder, 'tests'));
    symlinkSync('/etc/passwd', join(folder, 'other'));
    expect(list(folder, ['assets'])).toMatchObject({ files: [{ path: 'assets/a' }], diagnostics: [] });
  });

  test('back through another link is refused', async () => {
    const folder = await createFolder({ 'a/x': '', 'b/y': '' });
    symlinkSync('../b', join(folder, 'a/to-b'));
    symlinkSync('../a', join(folder, 'b/to-a'));
    expect(codesOf(list(folder))).toEqual(['PLX2004', 'PLX2004']);
  });
});

describe('what an archive cannot hold is refused by name', () => {
  test('a pipe, without waiting for it', async () => {
    const folder = await createFolder({});
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(list(folder).diagnostics).toMatchObject([{ code: 'PLX2005', message: '"pipe" is a named pipe, which an archive cannot hold' }]);
  });

  test('a socket', async () => {
    const folder = await createFolder({});
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(join(folder, 'socket'), resolve));
    const found = list(folder);
    await new Promise((resolve) => server.close(resolve));
    expect(found.diagnostics).toMatchObject([{ code: 'PLX2005', message: '"socket" is a socket, which an archive cannot hold' }]);
  });

  test('a link to a device', async () => {
    const folder = await createFolder({});
    symlinkSync('/dev/zero', join(folder, 'zeros'));
    expect(codesOf(list(folder))).toEqual(['PLX2004']);
  });

  test.skipIf(process.platform !== 'linux')('a name that is not UTF-8', async () => {
    const folder = await createFolder({});
    writeFileSync(Buffer.concat([Buffer.from(`${folder}/bad-`), Buffer.from([0xff])]), '');
    expect(codesOf(list(folder))).toEqual(['PLX2002']);
  });

  test.skipIf(process.getuid?.() === 0)('a folder that cannot be read', async () => {
    const folder = await createFolder({ 'locked/x': '' });
    chmodSync(join(folder, 'locked'), 0);
    const found = list(folder);
    chmodSync(join(folder, 'locked'), 0o700);
    expect(codesOf(found)).toEqual(['PLX2006']);
  });

  test('more files than an archive may have, before memory is spent on them', async () => {
    const folder = await createFolder({ 'd/0': '' });
    mkdirSync(join(folder, 'x'));
    for (let index = 0; index < 50; index++) writeFileSync(join(folder, 'd', String(index)), '');
    // Links that double what is listed with every level.
    for (let level = 0; level < 14; level++) {
      mkdirSync(join(folder, `l${level}`));
      const target = level === 0 ? '../d' : `../l${level - 1}`;
      for (const name of ['a', 'b']) symlinkSync(target, join(folder, `l${level}`, name));
    }
    expect(() => list(folder)).toThrowCode('PLX2011');
  });
});
