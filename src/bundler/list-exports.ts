import { loadEsbuild } from './load-esbuild.ts';

/** The names that a file exports itself; none when it cannot be read as code. Slow: for explaining a failure. */
export function listExports(file: string): readonly string[] {
  try {
    const { metafile } = loadEsbuild().buildSync({ entryPoints: [file], write: false, metafile: true, format: 'esm', logLevel: 'silent' });
    return Object.values(metafile.outputs).flatMap((output) => output.exports);
  } catch {
    // The bundle failed as well, and its messages say more.
    return [];
  }
}
