import { build } from 'esbuild';

/** Makes one module of code that ajv wrote: what the code requires of ajv at run time becomes part of it. */
export async function bundleValidator(root: string, code: string): Promise<string> {
  const bundled = await build({
    stdin: { contents: code, resolveDir: root, loader: 'js' },
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    mainFields: ['main'],
    target: 'es2023',
    charset: 'ascii',
    minify: true,
    write: false,
    logLevel: 'warning',
  });
  return bundled.outputFiles[0]?.text ?? '';
}
