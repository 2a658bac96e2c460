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
  const getSourceFile = host.getSourceFile.bind(host);
  host.getSourceFile = (file, ...rest) => {
    const text = texts.get(file);
    return text === undefined ? getSourceFile(file, ...rest) : ts.createSourceFile(file, text, ts.ScriptTarget.ES2023, true);
  };
  const program = ts.createProgram([join(root, 'sdk', 'globals.d.ts'), ...texts.keys()], options, host);
  return ts.getPreEmitDiagnostics(program).map((diagnostic) => {
    const line = diagnostic.file?.getLineAndCharacterOfPosition(diagnostic.start ?? 0).line ?? 0;
    return `${diagnostic.file?.fileName ?? ''}:${String(line + 1)} ${ts.flattenDiagnosticMessageText(diagnostic.messageText, ' ')}`;
  });
}
