import type { BundleEntry } from './bundle.ts';

/** One entry point, taken apart. */
export interface ParsedEntry {
  readonly file: string;
  /** `default` where the entry point names no export. */
  readonly name: string;
}

/** Takes `src/index.ts:Weather` apart. */
export function parseEntry(entry: string): ParsedEntry {
  const [, file = entry, name = 'default'] = /^(.+):([^:/\\]+)$/.exec(entry) ?? [];
  return { file, name };
}

/** Renders the script that a bundle starts with: it registers every entry point with the sandbox. */
export function renderEntryScript(entries: readonly BundleEntry[]): string {
  const parsed = entries.map(({ entry, kind }, index) => ({ entry, kind, variable: `entry${index}`, ...parseEntry(entry) }));
  // Importing the one export, not the whole module, makes esbuild report it when it is missing.
  const imports = parsed.map(({ file, name, variable }) => `import { ${quote(name)} as ${variable} } from ${quote(`./${file}`)};`);
  const rows = parsed.map(({ entry, kind, variable }) => `  { entry: ${quote(entry)}, kind: ${quote(kind)}, plugin: ${variable} },`);
  return [...imports, 'import { registerEntries } from "plexi-plugin/sdk";', `registerEntries([\n${rows.join('\n')}\n]);`, ''].join('\n');
}

function quote(text: string): string {
  return JSON.stringify(text);
}

/** The entry point whose import stands on a line of the script. */
export function findEntryAt<Entry>(entries: readonly Entry[], line: number): Entry | undefined {
  return entries[line - 1];
}
