import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { JsonValue } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';

/** An input that a plugin once did not stand. It is kept for ever: only its author removes it. */
export interface Regression {
  /** What was done: the name of the exercise. */
  readonly exercise: string;
  readonly input: JsonValue;
  /** What went wrong then, for people. */
  readonly problem: string;
}

/** A regression, and where it is kept. */
export interface SavedRegression extends Regression {
  /** Absolute. */
  readonly file: string;
}

const FOLDER = join('tests', 'regressions');

/** Reads what is kept in a plugin's folder, by file name. @throws {@link PlexiError} `PLX4269` when a file cannot be read. */
export async function readRegressions(directory: string): Promise<readonly SavedRegression[]> {
  const folder = join(directory, FOLDER);
  const names = await readdir(folder).catch(() => []);
  return Promise.all(names.filter((name) => name.endsWith('.json')).sort().map((name) => readRegression(join(folder, name))));
}

/** Keeps a regression in a plugin's folder. @returns The file, absolute. */
export async function writeRegression(directory: string, regression: Regression): Promise<string> {
  const { exercise, input } = regression;
  const digest = createHash('sha256').update(JSON.stringify([exercise, input])).digest('hex').slice(0, 8);
  const word = exercise.replace(/[^A-Za-z0-9]+/g, '-').replace(/^-|-$/g, '').toLowerCase().slice(0, 40);
  const file = join(directory, FOLDER, `${word}-${digest}.json`);
  await mkdir(join(directory, FOLDER), { recursive: true });
  await writeFile(file, `${JSON.stringify(regression, null, 2)}\n`);
  return file;
}

async function readRegression(file: string): Promise<SavedRegression> {
  const refuse = (reason: string): never => fail('PLX4269', { reason }, { location: { file } });
  const text = await readFile(file, 'utf8');
  const value = parse(text) ?? refuse('it is no JSON object');
  if (typeof value !== 'object' || !('exercise' in value) || typeof value.exercise !== 'string' || !('input' in value)) return refuse('it must have "exercise", a text, and "input"');
  const problem = 'problem' in value && typeof value.problem === 'string' ? value.problem : '';
  return { exercise: value.exercise, input: value.input as JsonValue, problem, file };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
