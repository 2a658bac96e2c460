import { fail } from '../diagnostics/plexi-error.ts';
import { JsonReader } from '../json/json-reader.ts';
import { isScriptHash, renderContentPolicy, type ScriptHash } from './content-policy.ts';

/** Where the browser's part of a plugin is, in its folder and in its archive. */
export const UI_FOLDER = 'dist/frames';

/** The file that says what there is in {@link UI_FOLDER}. */
export const UI_INDEX_PATH = `${UI_FOLDER}/index.json`;

/** One file, and the hash it must have. */
export interface UiFile {
  /** Below {@link UI_FOLDER}. */
  readonly path: string;
  readonly integrity: ScriptHash;
}

/** One module with components. */
export interface UiModule {
  /** The module's file name without its ending. */
  readonly name: string;
  /** The components it exports. */
  readonly exports: readonly string[];
  readonly script: UiFile;
  readonly style?: UiFile;
  /** The content security policy that the script is made for. A frame adds the hash of its own runtime, and nothing else. */
  readonly policy: string;
}

/** One static page. */
export interface UiPage {
  /** As `ui_pages` of the manifest names it. */
  readonly name: string;
  readonly document: UiFile;
  /** The hashes of the scripts inside the document. */
  readonly scripts: readonly ScriptHash[];
  /** As for modules. */
  readonly policy: string;
}

/** What a plugin brings to browsers. */
export interface UiIndex {
  readonly formatVersion: 1;
  readonly modules: readonly UiModule[];
  readonly pages: readonly UiPage[];
}

/** Encodes the index; the same index gives the same text. */
export function encodeUiIndex(index: UiIndex): string {
  return `${JSON.stringify(index, null, 2)}\n`;
}

/**
 * Parses an index.
 *
 * @throws {@link PlexiError} `PLX4130` when it is not of its form, or asks for a policy that is not the one of its scripts.
 */
export function parseUiIndex(text: string): UiIndex {
  const refuse = (problem: string): never => fail('PLX4130', { problem: `${UI_INDEX_PATH}: ${problem}` });
  const json = new JsonReader(parseJson(text, refuse), refuse);
  return {
    formatVersion: json.at('formatVersion').oneOf(1),
    modules: json.at('modules').list().map(readModule),
    pages: json.at('pages').list().map(readPage),
  };
}

function parseJson(text: string, refuse: (problem: string) => never): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return refuse('it is not JSON');
  }
}

function readModule(json: JsonReader): UiModule {
  const script = readFile(json.at('script'));
  const style = json.optional('style');
  return {
    name: json.at('name').matching(isUiName, 'the name of a module'),
    exports: json.at('exports').list().map((name) => name.text()),
    script,
    ...(style && { style: readFile(style) }),
    policy: readPolicy(json, [script.integrity]),
  };
}

function readPage(json: JsonReader): UiPage {
  const scripts = json.at('scripts').list().map((hash) => hash.matching(isScriptHash, 'a hash'));
  return { name: json.at('name').matching(isUiName, 'the name of a page'), document: readFile(json.at('document')), scripts, policy: readPolicy(json, scripts) };
}

// Whoever made the archive may have written anything: the only policy taken is the one that follows from the scripts.
function readPolicy(json: JsonReader, scripts: readonly ScriptHash[]): string {
  return json.at('policy').oneOf(renderContentPolicy(scripts));
}

function readFile(json: JsonReader): UiFile {
  return { path: json.at('path').matching(isUiPath, 'the path of a file'), integrity: json.at('integrity').matching(isScriptHash, 'a hash') };
}

/** Whether a text can name a module or page: it becomes part of file names and addresses. */
export function isUiName(value: unknown): value is string {
  return typeof value === 'string' && /^[A-Za-z0-9][\w-]{0,63}$/.test(value);
}

function isUiPath(value: unknown): value is string {
  return typeof value === 'string' && /^(?:pages\/)?[A-Za-z0-9][\w-]{0,63}\.(?:js|css|html)$/.test(value);
}
