// Bundles plexi-plugin into dist/ and emits its type declarations.
// `--fast` leaves the declarations out: tests need only the code.
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chmod, copyFile, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build, type BuildOptions, type Metafile, type Plugin } from 'esbuild';

const root = join(import.meta.dirname, '..');
const require = createRequire(import.meta.url);
const run = promisify(execFile);

const SHARED: BuildOptions = {
  absWorkingDir: root,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  // The UMD variant of jsonc-parser hides its imports from a bundler; its ES module is under `module`.
  mainFields: ['module', 'main'],
  sourcemap: 'linked',
  sourcesContent: false,
  metafile: true,
  logLevel: 'warning',
  legalComments: 'none',
};

// Packages that are installed beside plexi-plugin instead of being part of its bundle.
const EXTERNAL = ['esbuild', 'quickjs-wasi', 'vitest', 'typebox'];

// Bundled CommonJS packages call `require` for Node's own modules.
const REQUIRE = "import { createRequire as plexiCreateRequire } from 'node:module';const require = plexiCreateRequire(import.meta.url);";

export async function buildCode(): Promise<void> {
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const outputs: { metafile?: Metafile | undefined }[] = await Promise.all([
    build({
      ...SHARED,
      entryPoints: {
        index: 'src/index.ts',
        'host/index': 'src/host/index.ts',
        'testing/index': 'src/testing/index.ts',
        ...optionalEntry('test-runner/run-vitest', 'src/test-runner/run-vitest.ts'),
        'test-runner/preload': 'src/test-runner/preload.ts',
      },
      outdir: 'dist',
      splitting: true,
      chunkNames: 'chunks/[name]-[hash]',
      external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
      banner: { js: REQUIRE },
      minifySyntax: true,
      minifyWhitespace: true,
    }),
    // No source map: bundlers of plugins would follow it, and name files of this machine in the plugin's own map.
    build({ ...SHARED, entryPoints: { 'sdk/index': 'sdk/index.ts' }, outdir: 'dist', platform: 'neutral', target: 'es2023', sourcemap: false }),
  ]);
  outputs.push(...(await buildCommandLine()), ...(await buildSandbox()), ...(await buildBrowser()));
  await writeFile(join(root, 'dist', 'THIRD-PARTY-NOTICES.txt'), await collectNotices(outputs.map((output) => output.metafile)));
  await copyFile(join(root, 'types', 'react-env.d.ts'), join(root, 'dist', 'react-env.d.ts'));
  if (existsSync(join(root, 'plugin.schema.json'))) {
    await copyFile(join(root, 'plugin.schema.json'), join(root, 'dist', 'plugin.schema.json'));
  }
}

// Packages that few commands need: each is a file of its own, so that the others do not read past it.
const SELDOM = ['@inquirer/prompts', 'yaml', 'chokidar', 'fast-check', 'acorn'];

// The command line is read as one byte a character, which takes a third of the time. esbuild leaves regular expressions and tagged templates as they are.
async function escapeText(file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  await writeFile(file, text.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`));
}

/**
 * The command line is CommonJS in one file: Node.js loads that in one step, without its loader of ES modules, and a
 * command is over in the time that loading takes. See docs/decisions/archive.md.
 */
async function buildCommandLine(): Promise<{ metafile?: Metafile | undefined }[]> {
  const options: BuildOptions = {
    ...SHARED,
    outdir: 'dist/bin',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'plexiModuleUrl' },
    banner: { js: "const plexiModuleUrl = require('node:url').pathToFileURL(__filename).href;" },
    external: EXTERNAL.flatMap((name) => [name, `${name}/*`]),
    minifySyntax: true,
    minifyWhitespace: true,
  };
  const apart: Plugin = {
    name: 'apart',
    setup(build) {
      build.onResolve({ filter: /^[@a-z]/ }, ({ path }) => (SELDOM.includes(path) ? { path: `./${nameFile(path)}.cjs`, external: true } : undefined));
    },
  };
  const outputs = await Promise.all([
    build({ ...options, entryPoints: { 'plexi-plugin': 'bin/plexi-plugin.ts', main: 'src/cli/main.ts' }, plugins: [apart] }),
    build({ ...options, entryPoints: Object.fromEntries(SELDOM.map((name) => [nameFile(name), name])) }),
  ]);
  await escapeText(join(root, 'dist', 'bin', 'main.cjs'));
  // npm does the same when it installs a command: a link to a checkout starts as well.
  await chmod(join(root, 'dist', 'bin', 'plexi-plugin.cjs'), 0o755);
  return outputs;
}

function nameFile(packageName: string): string {
  return packageName.replace(/^@/, '').replace('/', '-');
}

function optionalEntry(name: string, file: string): Record<string, string> {
  return existsSync(join(root, file)) ? { [name]: file } : {};
}

// What runs in a thread or a process of its own, and shares nothing with the rest.
async function buildSandbox(): Promise<{ metafile?: Metafile | undefined }[]> {
  if (!existsSync(join(root, 'src/sandbox/worker/main.ts'))) return [];
  const guest = await build({
    absWorkingDir: root,
    entryPoints: ['src/sandbox/guest/prelude.ts'],
    bundle: true,
    format: 'iife',
    platform: 'neutral',
    target: 'es2023',
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  const prelude = guest.outputFiles[0]?.text ?? '';
  // Each is complete in itself: in a process that may read no file, it is started from its text.
  const worker = await build({
    ...SHARED,
    entryPoints: { 'sandbox/worker': 'src/sandbox/worker/main.ts', 'sandbox/child': 'src/sandbox/process/child/main.ts' },
    outdir: 'dist',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    minifySyntax: true,
    minifyWhitespace: true,
    define: { PLEXI_GUEST_PRELUDE: JSON.stringify(prelude) },
  });
  const database = await build({ ...SHARED, entryPoints: { 'host/database': 'src/host/database/main.ts' }, outdir: 'dist', external: EXTERNAL, conditions: ['node'], minify: true });
  await copyFile(require.resolve('@sqlite.org/sqlite-wasm/sqlite3.wasm'), join(root, 'dist', 'host', 'sqlite3.wasm'));
  return [{ metafile: worker.metafile }, { metafile: database.metafile }];
}

// What runs in browsers: the script that every frame begins with, and what pages and components import.
async function buildBrowser(): Promise<{ metafile?: Metafile | undefined }[]> {
  const browser: BuildOptions = { ...SHARED, platform: 'browser', target: 'es2022', define: { 'process.env.NODE_ENV': '"production"' } };
  return Promise.all([
    // Its text stands in documents, where "</script" would end it.
    build({ ...browser, entryPoints: { 'frame/main': 'src/frame/main.ts' }, outdir: 'dist', format: 'iife', minify: true, sourcemap: false, supported: { 'inline-script': true } }),
    // What stands in for a browser where the contract of a plugin is tried: it runs in the sandbox.
    build({ ...browser, platform: 'neutral', entryPoints: { 'test-runner/stage': 'src/test-runner/stage/main.ts' }, outdir: 'dist', format: 'iife', minify: true, sourcemap: false }),
    build({ ...browser, entryPoints: { 'react/index': 'src/react/index.ts', 'frame/index': 'src/frame/index.ts' }, outdir: 'dist', external: ['react'] }),
  ]);
}

/** The licences of every package whose code is inside the bundle. */
async function collectNotices(metafiles: readonly (Metafile | undefined)[]): Promise<string> {
  const names = new Set<string>();
  for (const metafile of metafiles) {
    for (const input of Object.keys(metafile?.inputs ?? {})) {
      const match = /node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(input);
      if (match?.[1] !== undefined) names.add(match[1]);
    }
  }
  const notices = await Promise.all([...names].sort().map(readNotice));
  return notices.join(`\n${'-'.repeat(80)}\n\n`);
}

async function readNotice(name: string): Promise<string> {
  const folder = join(root, 'node_modules', name);
  const { version, license } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8')) as {
    version: string;
    license: string;
  };
  const file = ['LICENSE', 'LICENSE.md', 'license', 'LICENSE.txt', 'LICENCE'].map((each) => join(folder, each)).find(existsSync);
  const text = file === undefined ? '' : `\n${await readFile(file, 'utf8')}`;
  return `${name} ${version} (${license})\n${text}`;
}

async function emitDeclarations(): Promise<void> {
  for (const project of ['tsconfig.build.json', 'tsconfig.build-browser.json']) {
    await run(process.execPath, [require.resolve('typescript/bin/tsc'), '-p', join(root, project)], { cwd: root });
  }
  // tsc does not copy what is a declaration already.
  await copyFile(join(root, 'sdk', 'globals.d.ts'), join(root, 'dist', 'types', 'sdk', 'globals.d.ts'));
}

if (process.argv[1] === import.meta.filename) {
  await mkdir(join(root, 'dist'), { recursive: true });
  await buildCode();
  if (!process.argv.includes('--fast')) await emitDeclarations();
}
