import { realpath } from 'node:fs/promises';
import { dirname, relative, sep } from 'node:path';
import type { BuildOptions } from 'esbuild';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import { createDiagnostic, failOnErrors } from '../core/diagnostics/plexi-error.ts';
import { hashScript, renderContentPolicy } from '../core/ui/content-policy.ts';
import { fitsElement } from '../core/ui/inline-text.ts';
import { SCRIPT_GUARD } from '../core/ui/script-guard.ts';
import { encodeUiIndex, isUiName, UI_FOLDER, UI_INDEX_PATH, type UiIndex, type UiModule, type UiPage } from '../core/ui/ui-index.ts';
import type { ClientModule } from './client-module.ts';
import { describeMessages } from './describe-messages.ts';
import { createEsbuildPlugin, type EntryScript } from './esbuild-plugin.ts';
import { listContents, type BuildOutput } from './finish-bundle.ts';
import { createModuleTable } from './module-table.ts';
import { finishPage, readPage, type Page } from './page.ts';
import { runEsbuild } from './run-esbuild.ts';
import { BROWSER_TARGET } from './target.ts';
import type { PageSource, UiBundle, UiOutput, UiRequest } from './ui-bundle.ts';

/**
 * Makes the browser's part of a plugin: a script and a style sheet per module with components, a self-contained document
 * per page, and the index that names them with their hashes and policies.
 *
 * The same sources give the same bytes everywhere, as they do for the plugin's own bundle.
 *
 * @returns `undefined` when the plugin has no such part.
 * @throws {@link PlexiError} `PLX13xx` with every problem that modules and pages have.
 */
export async function bundleUi({ directory: given, clients, pages: sources }: UiRequest): Promise<UiBundle | undefined> {
  if (clients.length === 0 && sources.length === 0) return undefined;
  const directory = await realpath(given);
  const pages = sources.map((source) => readPage(directory, source));
  const names = [...checkNames(clients.map(({ name, module }) => ({ name, path: module.name, location: { file: module.file } }))), ...checkNames(sources)];
  failOnErrors([...names, ...pages.flatMap(({ diagnostics }) => diagnostics)]);
  const { output, table, diagnostics } = await build(directory, clients, pages);
  const written = new Map(output.outputFiles.map(({ path, text }) => [relative(directory, path).split(sep).join('/'), text]));
  const modules = clients.map((client) => describeModule(client, written));
  const finished = pages.map((page, index) => ({ page, ...finishPage(page, page.loads.map((load, at) => written.get(`${UI_FOLDER}/${outputOf(index, at)}.${load.loader}`) ?? '')) }));
  const files: readonly UiOutput[] = [
    ...modules.flatMap(({ files: own }) => own),
    ...finished.map(({ page, html }) => ({ path: `pages/${page.source.name}.html`, text: html })),
  ];
  const index: UiIndex = { formatVersion: 1, modules: modules.map(({ module }) => module), pages: finished.map(({ page, html, scripts }) => describePage(page.source.name, html, scripts)) };
  const found = [...diagnostics, ...files.flatMap(checkFile)];
  failOnErrors(found);
  const all = [...files, { path: UI_INDEX_PATH.slice(UI_FOLDER.length + 1), text: encodeUiIndex(index) }];
  return { index, files: all.sort((a, b) => (a.path < b.path ? -1 : 1)), ...listContents(output, table), diagnostics: found };
}

// What becomes a file of its own, under its name: file systems may not tell upper from lower case.
function checkNames(files: readonly PageSource[]): readonly Diagnostic[] {
  return files.flatMap(({ name, path, location }, index) => {
    const first = files.findIndex((other) => other.name.toLowerCase() === name.toLowerCase());
    const taken = first === index ? undefined : `so is "${files[first]?.path ?? ''}"`;
    const reason = isUiName(name) ? taken : 'a name consists of letters, digits, "-" and "_", at most 64';
    return reason === undefined ? [] : [createDiagnostic('PLX1331', { file: path, name, reason }, location)];
  });
}

const OPTIONS = {
  outdir: UI_FOLDER,
  platform: 'browser',
  mainFields: ['browser', 'module', 'main'],
  conditions: ['browser'],
  jsx: 'automatic',
  // Scripts and styles stand inside a document, which a text such as "</script" would end.
  supported: { 'inline-script': true, 'inline-style': true },
} as const satisfies BuildOptions;

async function build(directory: string, clients: readonly ClientModule[], pages: readonly Page[]) {
  const table = createModuleTable('');
  const entries = new Map<string, EntryScript>();
  const outputs: { readonly in: string; readonly out: string }[] = [];
  const add = (out: string, entry: EntryScript): void => {
    entries.set(`plexi-plugin:${out}`, entry);
    outputs.push({ in: `plexi-plugin:${out}`, out });
  };
  for (const client of clients) add(client.name, { code: renderClientEntry(client), loader: 'js', resolveDir: directory });
  for (const [index, { file, loads }] of pages.entries()) {
    for (const [at, { loader, specifier, line }] of loads.entries()) {
      const out = outputOf(index, at);
      const load = loader === 'js' ? `import ${JSON.stringify(specifier)};` : `@import ${JSON.stringify(specifier)};`;
      add(out, { code: `${'\n'.repeat(line - 1)}${load}`, loader, resolveDir: dirname(file) });
      // Problems with what a page loads are shown in the page.
      const name = relative(directory, file).split(sep).join('/');
      table.add({ owner: 'plexi-plugin', name, path: out, file, root: directory }, undefined);
    }
  }
  const plugin = createEsbuildPlugin({ directory, entries, table, target: BROWSER_TARGET });
  const output = await runEsbuild({ ...OPTIONS, absWorkingDir: directory, entryPoints: outputs, plugins: [plugin] });
  const diagnostics = describeMessages(output, { ...table, directory, entries: [] });
  failOnErrors(diagnostics);
  if (!('outputFiles' in output)) throw new Error('esbuild failed without saying why', { cause: output });
  return { output: output satisfies BuildOutput, table, diagnostics };
}

// No module can have a name with a dot.
function outputOf(page: number, load: number): string {
  return `page.${page}.${load}`;
}

function renderClientEntry({ module, exports }: ClientModule): string {
  const imports = exports.map((name, index) => `${JSON.stringify(name)} as component${index}`);
  const rows = exports.map((name, index) => `  ${JSON.stringify(name)}: component${index},`);
  return `import { ${imports.join(', ')} } from ${JSON.stringify(`./${module.path}`)};\nglobalThis.__plexiFrame.register({\n${rows.join('\n')}\n});\n`;
}

interface DescribedModule {
  readonly module: UiModule;
  readonly files: readonly UiOutput[];
}

function describeModule({ name, exports }: ClientModule, written: ReadonlyMap<string, string>): DescribedModule {
  const script = { path: `${name}.js`, text: SCRIPT_GUARD + (written.get(`${UI_FOLDER}/${name}.js`) ?? '') };
  const css = written.get(`${UI_FOLDER}/${name}.css`);
  const style = css === undefined ? undefined : { path: `${name}.css`, text: css };
  const integrity = hashScript(script.text);
  return {
    module: {
      name,
      exports,
      script: { path: script.path, integrity },
      ...(style && { style: { path: style.path, integrity: hashScript(style.text) } }),
      policy: renderContentPolicy([integrity]),
    },
    files: style === undefined ? [script] : [script, style],
  };
}

function describePage(name: string, html: string, texts: readonly string[]): UiPage {
  const scripts = [...new Set(texts.map(hashScript))];
  return { name, document: { path: `pages/${name}.html`, integrity: hashScript(html) }, scripts, policy: renderContentPolicy(scripts) };
}

const LARGEST_FILE = 2 * 1024 * 1024;

function checkFile({ path, text }: UiOutput): readonly Diagnostic[] {
  const size = Buffer.byteLength(text);
  const name = `${UI_FOLDER}/${path}`;
  if (size > LARGEST_FILE) return [createDiagnostic('PLX1334', { path: name, size, limit: LARGEST_FILE })];
  const element = path.endsWith('.css') ? 'style' : 'script';
  return path.endsWith('.html') || fitsElement(text, element) ? [] : [createDiagnostic('PLX1335', { path: name })];
}
