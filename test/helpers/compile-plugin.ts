import { join } from 'node:path';
import ts from 'typescript';

const root = join(import.meta.dirname, '..', '..');

// As strict as a careful author's own tsconfig, and without Node's types: a plugin has none.
const OPTIONS: ts.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ['lib.es2023.d.ts'],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noImplicitOverride: true,
  exactOptionalPropertyTypes: true,
  noUncheckedIndexedAccess: true,
  noEmit: true,
  jsx: ts.JsxEmit.Preserve,
  types: [],
  allowImportingTsExtensions: true,
  paths: { 'plexi-plugin/sdk': [join(root, 'sdk', 'index.ts')] },
};

const sourceFiles = new Map<string, ts.SourceFile | undefined>();

// The SDK and TypeScript's own libraries are most of what is read, and the same each time.
function shareSourceFiles(host: ts.CompilerHost, isShared: (file: string) => boolean): void {
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, how, ...rest) => {
    if (!isShared(file)) return getSourceFile(file, how, ...rest);
    const key = `${file}\n${JSON.stringify(how)}`;
    if (!sourceFiles.has(key)) sourceFiles.set(key, getSourceFile(file, how, ...rest));
    return sourceFiles.get(key);
  };
}

/** Type-checks a plugin's folder as `tsc -p` does, with some options changed; returns each problem as `file:line message`. */
export function compileFolder(directory: string, changes: ts.CompilerOptions): readonly string[] {
  const host = ts.createCompilerHost({});
  const parsed = ts.getParsedCommandLineOfConfigFile(join(directory, 'tsconfig.json'), changes, { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => undefined });
  if (parsed === undefined) throw new TypeError(`there is no tsconfig.json in ${directory}`);
  shareSourceFiles(host, (file) => !file.startsWith(directory));
  const program = ts.createProgram({ rootNames: parsed.fileNames, options: parsed.options, configFileParsingDiagnostics: parsed.errors, host });
  return ts.getPreEmitDiagnostics(program).map(describe);
}

/** Type-checks a plugin's modules against the SDK's sources; returns each problem as `file:line message`. */
export function compilePlugin(files: Readonly<Record<string, string>>, changes: ts.CompilerOptions = {}): readonly string[] {
  const options = { ...OPTIONS, ...changes };
  const folder = join(root, 'test', 'types');
  const texts = new Map(Object.entries(files).map(([name, text]) => [join(folder, name), text]));
  const host = ts.createCompilerHost(options, true);
  const readFile = host.readFile.bind(host);
  const fileExists = host.fileExists.bind(host);
  host.readFile = (file) => texts.get(file) ?? readFile(file);
  host.fileExists = (file) => texts.has(file) || fileExists(file);
  shareSourceFiles(host, (file) => !texts.has(file));
  const program = ts.createProgram([join(root, 'sdk', 'globals.d.ts'), ...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map(describe);
}

function describe(diagnostic: ts.Diagnostic): string {
  const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
  return `${diagnostic.file?.fileName ?? ''}:${String(line + 1)} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
}
