import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const sdk = join(import.meta.dirname, '..', '..', 'sdk');

/** One `@example` of the SDK. */
export interface SdkExample {
  /** Where it is written, for test names: `capabilities/storage.ts:12`. */
  readonly place: string;
  readonly code: string;
}

/** What the examples import from beside them. */
export const COMPANIONS: Readonly<Record<string, string>> = { 'card.tsx': "'use client';\n\nexport function Card(): null {\n  return null;\n}\n" };

/** Every code block after an `@example` in the SDK's sources. */
export function listSdkExamples(): readonly SdkExample[] {
  const files = readdirSync(sdk, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts')).sort();
  return files.flatMap((name) => findExamples(relative(sdk, join(sdk, name)), readFileSync(join(sdk, name), 'utf8')));
}

function findExamples(name: string, text: string): readonly SdkExample[] {
  return [...text.matchAll(/@example\n\s*\* ```ts\n([\s\S]*?)\n\s*\* ```/g)].map((match) => ({
    place: `${name}:${String(text.slice(0, match.index).split('\n').length)}`,
    code: (match[1] ?? '').replace(/^\s*\* ?/gm, ''),
  }));
}
