// Writes every generated file of the tree; with `--check` writes nothing and fails when one is out of date.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { generateCommandIndex } from './generate/command-index.ts';
import { generateContractsPage } from './generate/contracts-page.ts';
import { generateDialectValidators } from './generate/dialect-validators.ts';
import { generateManifestSchema } from './generate/manifest-schema.ts';
import { generateProblemPages } from './generate/problem-pages.ts';
import { generateReferencePages } from './generate/reference-pages.ts';

const root = join(import.meta.dirname, '..');
const check = process.argv.includes('--check');

/** One generated file: its path below the tree's root, and its text. */
export interface GeneratedFile {
  readonly path: string;
  readonly text: string;
}

const files: GeneratedFile[] = [...(await generateCommandIndex(root)), ...generateProblemPages(), ...(await generateManifestSchema(root)), ...(await generateDialectValidators(root)), ...generateReferencePages(), generateContractsPage()];

const stale: string[] = [];
for (const { path, text } of files) {
  const target = join(root, path);
  const current = await readFile(target, 'utf8').catch(() => undefined);
  if (current === text) continue;
  stale.push(path);
  if (check) continue;
  await mkdir(dirname(target), { recursive: true });
  await writeFile(target, text);
}
stale.push(...(await removeForgotten('docs/errors')));

if (check && stale.length > 0) {
  process.stderr.write(`out of date; run "npm run generate":\n${stale.map((path) => `  ${path}\n`).join('')}`);
  process.exitCode = 1;
}

// A page whose code is gone must go too.
async function removeForgotten(folder: string): Promise<string[]> {
  const known = new Set(files.map(({ path }) => path));
  const present = await readdir(join(root, folder)).catch(() => []);
  const forgotten = present.map((name) => `${folder}/${name}`).filter((path) => !known.has(path));
  if (!check) await Promise.all(forgotten.map((path) => rm(join(root, path))));
  return forgotten;
}
