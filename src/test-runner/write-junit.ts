import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { renderJunit } from '../core/test-report/render-junit.ts';
import type { TestSuite } from '../core/test-report/test-report.ts';

/** Writes suites as JUnit XML; folders on the way are made. */
export async function writeJunit(
  file: string,
  { plugin, suites, durationMs }: { readonly plugin: { readonly name: string }; readonly suites: readonly TestSuite[]; readonly durationMs: number },
): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, renderJunit(plugin.name, suites, durationMs));
}
