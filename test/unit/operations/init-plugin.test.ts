import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { PlexiError } from '../../../src/core/diagnostics/plexi-error.ts';
import { initPlugin } from '../../../src/operations/init-plugin.ts';
import { createPlatform } from '../../../src/platform/create-platform.ts';
import type { Platform, Prompts } from '../../../src/platform/platform.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';

const NOBODY: Prompts = {
  text: () => Promise.reject(new Error('nobody is there to answer')),
  select: () => Promise.reject(new Error('nobody is there to answer')),
  confirm: () => Promise.reject(new Error('nobody is there to answer')),
};

function createTestPlatform(cwd: string, parts: Partial<Platform> = {}): Platform {
  return { ...createPlatform({ cwd, env: { PATH: process.env['PATH'], HOME: cwd } }), interactive: false, assumeYes: false, prompts: NOBODY, ...parts };
}

async function refusal(work: Promise<unknown>): Promise<PlexiError> {
  const error: unknown = await work.then(() => undefined, (thrown: unknown) => thrown);
  if (!(error instanceof PlexiError)) throw new Error('nothing was refused', { cause: error });
  return error;
}

describe('initPlugin', () => {
  test('makes a plugin from what is given, and says which files there are', async () => {
    const cwd = await createFolder({});
    const platform = createTestPlatform(cwd, { now: () => new Date('2031-05-05') });
    const report = await initPlugin(
      { directory: 'some/where', name: 'acme/weather', kind: 'message-processor', description: 'Tells the weather.', author: 'Ada', license: 'MIT', install: false },
      platform,
    );
    expect(report).toMatchObject({ directory: join(cwd, 'some', 'where'), name: 'acme/weather', kind: 'message-processor', dependencies: 'linked', diagnostics: [] });
    expect(report.next).toEqual(['cd some/where', 'npm run validate', 'npm test', 'npm run pack']);
    expect(report.files).toEqual(expect.arrayContaining(['.gitignore', '.github/workflows/ci.yml', 'CHANGELOG.md', 'LICENSE', 'README.md', 'package.json', 'plexi-env.d.ts', 'plugin.json', 'src/index.ts', 'tsconfig.json']));
    expect(JSON.parse(await readFile(join(report.directory, 'plugin.json'), 'utf8'))).toMatchObject({ name: 'acme/weather', display_name: 'Weather', author: 'Ada', description: 'Tells the weather.' });
    expect(await readFile(join(report.directory, 'LICENSE'), 'utf8')).toContain('Copyright (c) 2031 Ada');
  });

  test('lists every missing value with its flag when nobody is there to ask', async () => {
    const cwd = await createFolder({});
    const error = await refusal(initPlugin({ directory: 'weather', author: 'Ada', install: false }, createTestPlatform(cwd)));
    expect(error.code).toBe('PLX0004');
    expect(error.message).toBe('these values are missing: name, kind, description, license');
    expect(error.diagnostics[0].hint).toContain('--name NAME --kind KIND --description TEXT --license MIT|Apache-2.0|UNLICENSED, or --yes');
    expect(await readdir(cwd)).toEqual([]);
  });

  test('takes every default with --yes: the name of the folder is the name of the plugin', async () => {
    const cwd = await createFolder({});
    const report = await initPlugin({ directory: 'weather', install: false }, createTestPlatform(cwd, { assumeYes: true }));
    expect(report).toMatchObject({ name: 'weather', kind: 'message-processor' });
  });

  test('asks for a name even with --yes when there is neither name nor folder', async () => {
    const cwd = await createFolder({});
    expect(await refusal(initPlugin({ install: false }, createTestPlatform(cwd, { assumeYes: true })))).toMatchObject({ code: 'PLX0004', message: 'these values are missing: name' });
  });

  test('names the folder as the plugin, without its namespace, when none is given', async () => {
    const cwd = await createFolder({});
    const report = await initPlugin({ name: 'acme/weather', install: false }, createTestPlatform(cwd, { assumeYes: true }));
    expect(report.directory).toBe(join(cwd, 'weather'));
  });

  const UNUSABLE = [
    [{ name: 'My Weather' }, 'PLX6003', /--name my-weather/],
    [{ directory: 'My Weather' }, 'PLX6003', /--name my-weather/],
    [{ directory: 'w', template: 'kernel', kind: 'tool' }, 'PLX0002', /plexi-plugin init --help/],
    [{ directory: 'w', description: 'two\nlines' }, 'PLX0003', /--description/],
    [{ directory: 'w', author: ' ' }, 'PLX0003', /--author/],
    [{ directory: 'w', description: 'x'.repeat(301) }, 'PLX0003', /--description/],
  ] as const;
  for (const [given, code, hint] of UNUSABLE) {
    test(`refuses ${JSON.stringify(given).slice(0, 40)} with ${code}, and leaves nothing behind`, async () => {
      const cwd = await createFolder({});
      const error = await refusal(initPlugin({ ...given, install: false }, createTestPlatform(cwd, { assumeYes: true })));
      expect(error.code).toBe(code);
      expect(error.diagnostics[0].hint).toMatch(hint);
      expect(await readdir(cwd)).toEqual([]);
    });
  }

  test('asks a person for what is not given, and checks the answers', async () => {
    const cwd = await createFolder({});
    const asked: string[] = [];
    const prompts: Prompts = {
      ...NOBODY,
      text: (question) => {
        asked.push(question.message);
        expect(question.check?.('two\nlines')).toBeTypeOf('string');
        return Promise.resolve(question.message.startsWith('Name') ? 'weather' : (question.default ?? ''));
      },
      select: (question) => {
        asked.push(question.message);
        const [first] = question.choices;
        if (first === undefined) throw new Error('nothing to choose from');
        return Promise.resolve(first.value);
      },
    };
    const report = await initPlugin({ author: 'Ada', install: false }, createTestPlatform(cwd, { interactive: true, prompts }));
    expect(report.directory).toBe(join(cwd, 'weather'));
    expect(asked).toEqual(['Name of the plugin', 'Kind of plugin', 'What it does, in one sentence', 'Licence']);
  });

  test('stops before the first question when the folder is not empty', async () => {
    const cwd = await createFolder({ 'weather/notes.txt': '' });
    expect(await refusal(initPlugin({ directory: 'weather', install: false }, createTestPlatform(cwd, { interactive: true })))).toMatchObject({ code: 'PLX6001' });
  });

  test('writes the licence that was chosen, or none', async () => {
    const cwd = await createFolder({});
    const platform = createTestPlatform(cwd, { assumeYes: true });
    const apache = await initPlugin({ directory: 'a', license: 'Apache-2.0', install: false }, platform);
    const none = await initPlugin({ directory: 'b', license: 'UNLICENSED', install: false }, platform);
    expect(await readFile(join(apache.directory, 'LICENSE'), 'utf8')).toContain('Apache License');
    expect(none.files).not.toContain('LICENSE');
    expect(await readFile(join(none.directory, 'plugin.json'), 'utf8')).toContain('"license": "UNLICENSED"');
  });

  test('leaves nothing behind when it is interrupted', async () => {
    const cwd = await createFolder({});
    const platform = createTestPlatform(cwd, { assumeYes: true, signal: AbortSignal.abort() });
    await expect(initPlugin({ directory: 'weather', install: false }, platform)).rejects.toThrow();
    expect(await readdir(cwd)).toEqual([]);
  });
});
