import type { BuildResult, Metafile } from 'esbuild';
import type { Diagnostic } from '../core/diagnostics/diagnostic.ts';
import type { Bundle, BundledPackage, BundleInput } from './bundle.ts';
import type { ModuleTable } from './module-table.ts';
import type { BundleModule } from './name-module.ts';

/** What esbuild answers with these options. */
export type BuildOutput = BuildResult<{ write: false; metafile: true }>;

/** Turns what esbuild wrote into a bundle: every module by its name, never by its place on this machine. */
export function finishBundle(output: BuildOutput, table: ModuleTable, diagnostics: readonly Diagnostic[]): Bundle {
  return {
    code: findOutput(output, '.js'),
    sourceMap: nameSources(findOutput(output, '.map'), table),
    metafile: nameInputs(output.metafile, table),
    ...listContents(output, table),
    clients: table.clients,
    diagnostics,
  };
}

/** Lists the files and packages whose code is in what esbuild wrote. */
export function listContents({ metafile }: BuildOutput, table: ModuleTable): Pick<Bundle, 'inputs' | 'packages'> {
  const modules = listModules(metafile, table);
  return {
    inputs: modules.map(({ module, bytes, bytesInOutput }) => ({ path: module.name, file: module.file, bytes, bytesInOutput })).sort(byPath),
    packages: listPackages(modules),
  };
}

function byPath(a: BundleInput, b: BundleInput): number {
  return a.path < b.path ? -1 : 1;
}

function findOutput({ outputFiles }: BuildOutput, end: string): string {
  return outputFiles.find(({ path }) => path.endsWith(end))?.text ?? '';
}

interface SourceMap {
  readonly version: 3;
  readonly sources: readonly string[];
  readonly sourcesContent: readonly (string | null)[];
  readonly mappings: string;
  readonly names: readonly string[];
}

// The plugin's own sources are kept for stacks and debuggers; those of packages are published elsewhere.
function nameSources(text: string, table: ModuleTable): string {
  const { sources, sourcesContent, mappings, names } = JSON.parse(text) as SourceMap;
  return JSON.stringify({
    version: 3,
    file: 'plugin.js',
    sources: sources.map((shown) => nameOf(shown, table)),
    sourcesContent: sources.map((shown, index) => (table.findModule(shown)?.owner === 'plugin' ? sourcesContent[index] : null)),
    names,
    mappings,
  });
}

function nameInputs(metafile: Metafile, table: ModuleTable): Metafile {
  const rename = <Value>(record: Readonly<Record<string, Value>>): Record<string, Value> =>
    Object.fromEntries(Object.entries(record).map(([shown, value]) => [nameOf(shown, table), value]));
  const inputs = Object.entries(rename(metafile.inputs)).map(([name, input]) => [
    name,
    { ...input, imports: input.imports.map((each) => ({ ...each, path: nameOf(each.path, table) })) },
  ]);
  const outputs = Object.entries(metafile.outputs).map(([name, output]) => [name, { ...output, inputs: rename(output.inputs) }]);
  return { inputs: Object.fromEntries(inputs) as Metafile['inputs'], outputs: Object.fromEntries(outputs) as Metafile['outputs'] };
}

function nameOf(shown: string, table: ModuleTable): string {
  return table.findModule(shown)?.name ?? shown.replace(':', '/');
}

interface SizedModule {
  readonly module: BundleModule;
  readonly bytes: number;
  readonly bytesInOutput: number;
}

function listModules(metafile: Metafile, table: ModuleTable): readonly SizedModule[] {
  const used = Object.values(metafile.outputs).flatMap((output) => Object.entries(output.inputs));
  return used.flatMap(([shown, { bytesInOutput }]) => {
    const module = table.findModule(shown);
    const bytes = metafile.inputs[shown]?.bytes ?? 0;
    return module === undefined ? [] : [{ module, bytes, bytesInOutput }];
  });
}

function listPackages(inputs: readonly SizedModule[]): readonly BundledPackage[] {
  const packages = new Map<string, BundledPackage>();
  for (const { module, bytesInOutput } of inputs) {
    if (module.package === undefined || bytesInOutput === 0) continue;
    const key = `${module.package.name}@${module.package.version}`;
    const before = packages.get(key)?.bytesInOutput ?? 0;
    packages.set(key, { ...module.package, bytesInOutput: before + bytesInOutput });
  }
  return [...packages].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, each]) => each);
}
