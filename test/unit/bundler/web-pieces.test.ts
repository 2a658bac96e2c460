import { beforeAll, describe, expect, test } from 'vitest';
import * as pieces from '../../../sdk/web/pieces.ts';
import { bundlePlugin } from '../../../src/bundler/bundle-plugin.ts';
import { WEB_PIECES } from '../../../src/bundler/web-pieces.ts';
import { createFolder } from '../../helpers/temporary-folder.ts';
import { createTool } from './fake-tool.ts';

let toolRoot = '';
beforeAll(async () => {
  toolRoot = await createTool();
});

async function bundle(code: string, around: Readonly<Record<string, string>> = {}): Promise<string> {
  const directory = await createFolder({ ...around, 'src/index.ts': code });
  const made = await bundlePlugin({ directory, toolRoot, entries: [{ entry: 'src/index.ts', kind: 'message-processor' }] });
  return made.code;
}

const NAMED = [
  ['its name', 'export default () => fetch("https://a.example");'],
  ['a property of globalThis', 'export default () => globalThis.fetch("https://a.example");'],
  ['a question whether it is there', 'export default typeof fetch === "function";'],
] as const;

const NOT_NAMED = [
  ['names nothing', 'export default 1;'],
  ['has a variable of its own by that name', 'const fetch = (x: string) => x; export default fetch("a");'],
  ['has a property by that name', 'export default (client: { fetch(): void }) => client.fetch();'],
] as const;

describe('a piece of the web platform', () => {
  for (const [what, code] of NAMED) {
    test(`comes into the bundle through ${what}`, async () => {
      expect(await bundle(code)).toContain('UNUSED fetch');
    });
  }

  for (const [what, code] of NOT_NAMED) {
    test(`costs nothing where the code ${what}`, async () => {
      expect(await bundle(code)).not.toContain('UNUSED');
    });
  }

  test('is there for packages as well', async () => {
    const code = await bundle('import "dep"; export default 1;', {
      'node_modules/dep/package.json': '{"name":"dep","version":"1.0.0"}',
      'node_modules/dep/index.js': 'module.exports = new AbortController();',
    });
    expect(code).toContain('UNUSED AbortController');
  });

  test('is each one that the SDK has', () => {
    expect([...WEB_PIECES].sort()).toEqual(Object.keys(pieces).sort());
  });
});
