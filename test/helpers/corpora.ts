import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Real inputs from public projects, beside the tree where somebody put them; they are not part of it. */
export const CORPORA = join(import.meta.dirname, '../../../shared/corpora');

/** Whether a corpus is there: a test that reads it is skipped by name otherwise. */
export function hasCorpus(name: string): boolean {
  return existsSync(join(CORPORA, name));
}
