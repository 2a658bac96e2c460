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
  const imports = entries.map(({ entry }, index) => {
    const { file, name } = parseEntry(entry);
    return `import { ${JSON.stringify(name)} as entry${index} } from ${JSON.stringify(`./${file}`)};`;
  });
  const rows = entries.map(({ entry, kind }, index) => `  { entry: ${JSON.stringify(entry)}, kind: ${JSON.stringify(kind)}, plugin: entry${index} },`);
  return [...imports, 'import { registerPlugin } from "plexi-plugin/sdk";', `registerPlugin([\n${rows.join('\n')}\n]);`, ''].join('\n');
}

/** The entry point whose import stands on a line of the script. */
export function findEntryAt<Entry>(entries: readonly Entry[], line: number): Entry | undefined {
  return entries[line - 1];
}
