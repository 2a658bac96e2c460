import { describe, expect, test } from 'vitest';
import { createPackingPlan } from '../../../../src/core/archive/packing-plan.ts';
import { compilePathPattern } from '../../../../src/core/archive/path-pattern.ts';

const BY_DEFAULT = [
  ['README.md', 'pack'],
  ['assets/icon.svg', 'pack'],
  ['config/schema.json', 'pack'],
  ['assets/package.json', 'pack'],
  ['assets/dist/app.js', 'pack'],
  ['.well-known/security.txt', 'pack'],
  ['contest/rules.md', 'pack'],
  ['.env.example', 'pack'],
  ['environment.ts.md', 'pack'],
  ['src/index.ts', 'skip'],
  ['src/view.tsx', 'skip'],
  ['plexi-env.d.ts', 'skip'],
  ['tests/a.json', 'skip'],
  ['src/__tests__/a.json', 'skip'],
  ['src/a.test.js', 'skip'],
  ['coverage/index.html', 'skip'],
  ['package.json', 'skip'],
  ['package-lock.json', 'skip'],
  ['tsconfig.json', 'skip'],
  ['tsconfig.build.json', 'skip'],
  ['dist/other.js', 'skip'],
  ['weather-1.0.0.plx', 'skip'],
  ['old/WEATHER.PLX', 'skip'],
  ['weather-1.0.0.plx.0123456789ab.tmp', 'skip'],
  ['.git/config', 'skip'],
  ['vendor/.git/config', 'skip'],
  ['.GIT/config', 'skip'],
  ['node_modules/x/index.js', 'skip'],
  ['assets/.DS_Store', 'skip'],
  ['assets/Thumbs.db', 'skip'],
  ['notes.txt~', 'skip'],
  ['.vscode/settings.json', 'skip'],
  ['.npmrc', 'skip'],
  ['.env', 'secret'],
  ['.env.local', 'secret'],
  ['config/prod.env', 'secret'],
  ['.ENV', 'secret'],
  ['private.pem', 'secret'],
  ['certs/server.key', 'secret'],
  ['.ssh/id_rsa', 'secret'],
  ['keys/id_ed25519', 'secret'],
  ['.aws/credentials', 'secret'],
  ['credentials.json', 'secret'],
  ['service-account-prod.json', 'secret'],
  ['.git-credentials', 'secret'],
] as const;

describe('without "files"', () => {
  const plan = createPackingPlan({});
  test.each(BY_DEFAULT)('%s: %s', (path, decision) => {
    expect(plan.decideFile(path)).toBe(decision);
  });
});

const NARROWED = [
  [['assets'], 'assets/a.png', 'pack'],
  [['assets/'], 'assets/deep/a.png', 'pack'],
  [['./assets'], 'assets/a.png', 'pack'],
  [['assets'], 'assets2/a.png', 'skip'],
  [['assets/*.png'], 'assets/a.png', 'pack'],
  [['assets/*.png'], 'assets/deep/a.png', 'skip'],
  [['assets/**/*.png'], 'assets/a.png', 'pack'],
  [['assets/**/*.png'], 'assets/very/deep/a.png', 'pack'],
  [['**/*.png'], 'a.png', 'pack'],
  [['assets/?.png'], 'assets/ab.png', 'skip'],
  [['assets/[a].png'], 'assets/[a].png', 'pack'],
  [['assets'], 'README.md', 'pack'],
  [['assets'], 'LICENSE.txt', 'pack'],
  [['assets'], 'docs/README.md', 'skip'],
  [['.'], 'src/index.ts', 'skip'],
  [['**'], 'src/index.ts', 'skip'],
  [['media/clip.ts'], 'media/clip.ts', 'pack'],
  [['tests/'], 'tests/data.json', 'pack'],
  [['tests/'], 'tests/.DS_Store', 'skip'],
  [['dist/ui'], 'dist/ui/app.js', 'pack'],
  [['dist/ui'], 'dist/other.js', 'skip'],
  [['node_modules/x'], 'node_modules/x/index.js', 'skip'],
  [['*.plx'], 'a.plx', 'skip'],
  [['**'], '.env', 'secret'],
  [['.env'], '.env', 'named secret'],
  [['certs/server.key'], 'certs/server.key', 'named secret'],
  [['assets'], '.env', 'skip'],
] as const;

describe('with "files"', () => {
  test.each(NARROWED)('%j, %s: %s', (patterns, path, decision) => {
    expect(createPackingPlan({ patterns }).decideFile(path)).toBe(decision);
  });

  test('what the manifest refers to is packed whatever the patterns say', () => {
    expect(createPackingPlan({ patterns: ['docs'], needed: ['art/icon.svg'] }).decideFile('art/icon.svg')).toBe('pack');
  });

  test('a folder that the manifest refers to is packed with all that is in it', () => {
    const plan = createPackingPlan({ patterns: ['docs'], needed: ['ui/dashboard'] });
    expect([plan.decideFolder('ui'), plan.decideFolder('ui/dashboard/deep'), plan.decideFile('ui/dashboard/deep/app.js')]).toEqual(['pack', 'pack', 'pack']);
  });

  test('a folder that is left out is looked into where something below it is named', () => {
    const plan = createPackingPlan({ patterns: ['dist/ui'] });
    expect(['dist', 'dist/ui', 'dist/ui/deep', 'dist/other', 'coverage', 'node_modules'].map((path) => plan.decideFolder(path))).toEqual(['pack', 'pack', 'pack', 'skip', 'skip', 'skip']);
  });

  test('a folder in which no pattern can match is not looked into', () => {
    const plan = createPackingPlan({ patterns: ['assets/*.png', 'docs/**/*.md'], needed: ['art/icon.svg'] });
    const folders = ['assets', 'assets/deep', 'docs', 'docs/a/b', 'art', 'other', 'asset'];
    expect(folders.filter((path) => plan.decideFolder(path) === 'pack')).toEqual(['assets', 'docs', 'docs/a/b', 'art']);
  });

  test('a pattern that matches nothing is reported', () => {
    const diagnostics = createPackingPlan({ patterns: ['docs', 'assets'] }).checkPatterns(['assets/a.png']);
    expect(diagnostics).toMatchObject([{ code: 'PLX2012', message: '"docs" in "files" matches nothing' }]);
  });
});

test.each([
  ['src/index.js', 'skip'],
  ['src/deep/util.mjs', 'skip'],
  ['src/view.JSX', 'skip'],
  ['src/data.json', 'pack'],
  ['ui/app.js', 'pack'],
  ['main.js', 'skip'],
  ['other.js', 'pack'],
  ['src/page/app.js', 'pack'],
] as const)('beside entry points in src/ and at the root, %s: %s', (path, decision) => {
  const plan = createPackingPlan({ modules: ['src/index.ts', 'src/handlers/a.js', 'main.js'], needed: ['src/page'] });
  expect(plan.decideFile(path)).toBe(decision);
});

test('manifest and bundle are written by pack, not taken from the folder', () => {
  const plan = createPackingPlan({ patterns: ['**', 'plugin.json', 'dist'] });
  expect(['plugin.json', 'plugin.yaml', 'dist/plugin.js', 'dist/plugin.js.map'].map((path) => plan.decideFile(path))).toEqual(['skip', 'skip', 'skip', 'skip']);
  expect(createPackingPlan({ patterns: ['plugin.json', 'dist/plugin.js'] }).checkPatterns([])).toEqual([]);
});

test('a pattern takes linear time on hostile text', () => {
  const { matches } = compilePathPattern(`${'**/'.repeat(50)}${'*a'.repeat(50)}`);
  expect(matches('a/'.repeat(60) + 'a'.repeat(60) + 'b')).toBe(false);
});
