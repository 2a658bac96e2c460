import { fail } from '../diagnostics/plexi-error.ts';
import { hashScript } from './content-policy.ts';
import { isCode, listTags } from './html-tags.ts';
import { SCRIPT_GUARD } from './script-guard.ts';
import { parseUiIndex, UI_FOLDER, UI_INDEX_PATH, type UiFile, type UiIndex } from './ui-index.ts';

/** The texts of the browser's part of a plugin, by their paths below `dist/frames`. */
export type UiFiles = Readonly<Record<string, string>>;

const INDEX = UI_INDEX_PATH.slice(UI_FOLDER.length + 1);

/**
 * Reads the browser's part of a plugin from wherever its files are.
 *
 * @param read - Reads a file of the plugin; `undefined` when there is none.
 * @returns `undefined` when the plugin has no such part.
 * @throws {@link PlexiError} `PLX4130` when a file is missing, or the index is not in order.
 */
export async function readUiFiles(read: (path: string) => Promise<string | undefined>): Promise<UiFiles | undefined> {
  const index = await read(UI_INDEX_PATH);
  if (index === undefined) return undefined;
  const files = listUiFiles(parseUiIndex(index));
  const texts = files.map(async ({ path }) => [path, (await read(`${UI_FOLDER}/${path}`)) ?? refuse(`${path} is missing`)] as const);
  return { [INDEX]: index, ...Object.fromEntries(await Promise.all(texts)) };
}

function listUiFiles({ modules, pages }: UiIndex): readonly UiFile[] {
  return [...modules.flatMap(({ script, style }) => (style === undefined ? [script] : [script, style])), ...pages.map(({ document }) => document)];
}

/** One thing that a frame can show: what goes into its document. */
export interface UiFrame {
  /** Empty for a page. */
  readonly exports: readonly string[];
  readonly scripts: readonly string[];
  readonly style?: string;
  readonly page?: string;
}

/** What a plugin brings to browsers, checked. */
export interface Ui {
  readonly modules: ReadonlyMap<string, UiFrame>;
  readonly pages: ReadonlyMap<string, UiFrame>;
}

/**
 * Checks that the files are what their index says.
 *
 * @throws {@link PlexiError} `PLX4130` when they are not.
 */
export function parseUi(files: UiFiles): Ui {
  const index = parseUiIndex(readText(files, INDEX));
  return {
    modules: new Map(index.modules.map(({ name, exports, script, style }) => {
      const code = checkGuard(checkFile(files, script), script.path);
      return [name, { exports, scripts: [code], ...(style && { style: checkFile(files, style) }) }];
    })),
    pages: new Map(index.pages.map(({ name, document, scripts: hashes }) => {
      const page = checkFile(files, document);
      const scripts = listTags(page).filter(isCode).map(({ text }) => checkGuard(text, document.path));
      const found = [...new Set(scripts.map(hashScript))];
      if (found.join() !== hashes.join()) refuse(`the scripts of ${document.path} are not the ones it was built with`);
      return [name, { exports: [], scripts, page }];
    })),
  };
}

function checkFile(files: UiFiles, { path, integrity }: UiFile): string {
  const text = readText(files, path);
  return hashScript(text) === integrity ? text : refuse(`${path} was changed`);
}

function readText(files: UiFiles, path: string): string {
  return (Object.hasOwn(files, path) ? files[path] : undefined) ?? refuse(`${path} is missing`);
}

function checkGuard(script: string, path: string): string {
  return script.startsWith(SCRIPT_GUARD) ? script : refuse(`a script of ${path} does not begin as scripts in frames do`);
}

function refuse(problem: string): never {
  return fail('PLX4130', { problem });
}
