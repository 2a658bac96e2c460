import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePoints } from '../core/coverage/coverage-points.ts';
import { renderCoverageJson } from '../core/coverage/render-coverage-json.ts';
import { renderLcov } from '../core/coverage/render-lcov.ts';

/** What was counted. */
export interface CountedFiles {
  readonly files: readonly FilePoints[];
  readonly counts: readonly number[];
  /** The plugin's folder, absolute. */
  readonly directory: string;
}

/** Writes what was counted as `lcov.info` and `coverage-final.json` into a folder, which is made where it is missing. */
export async function writeCoverage(folder: string, { files, counts, directory }: CountedFiles): Promise<void> {
  await mkdir(folder, { recursive: true });
  await Promise.all([
    writeFile(join(folder, 'lcov.info'), renderLcov(files, counts, (path) => path)),
    writeFile(join(folder, 'coverage-final.json'), renderCoverageJson(files, counts, (path) => join(directory, path))),
  ]);
}
