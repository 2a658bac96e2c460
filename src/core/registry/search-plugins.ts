import { compareBytes } from '../archive/compare-bytes.ts';
import type { PermissionRequest } from './permission-request.ts';
import type { VersionRecord } from './version-record.ts';

/** One search result: the newest version that is not yanked. */
export interface SearchHit {
  readonly name: string;
  readonly version: string;
  readonly description: string;
  readonly kinds: readonly string[];
  readonly tags: readonly string[];
  readonly permissions: readonly PermissionRequest[];
  readonly keyId: string;
  readonly publishedAt: string;
}

/**
 * Finds plugins by words; every word has to be found. Without words, every plugin is.
 *
 * A word found in the name counts more than one among the tags and kinds, and that more than one in the description;
 * a whole word more than a beginning, and that more than an inside. Equals are in the order of their names.
 */
export function searchPlugins(records: readonly VersionRecord[], words: readonly string[], limit: number): readonly SearchHit[] {
  const wanted = words.flatMap(splitWords);
  return records
    .map((record) => ({ record, score: scoreRecord(record, wanted) }))
    .filter(({ score }) => score > 0)
    .sort((a, b) => b.score - a.score || compareBytes(a.record.name, b.record.name))
    .slice(0, limit)
    .map(({ record }) => createHit(record));
}

const WEIGHTS = { name: 100, tag: 10, description: 1 } as const;

function scoreRecord(record: VersionRecord, wanted: readonly string[]): number {
  const fields = [
    { words: [record.name, ...splitWords(record.name)], weight: WEIGHTS.name },
    { words: [...record.tags, ...record.kinds].flatMap(splitWords), weight: WEIGHTS.tag },
    { words: splitWords(record.description), weight: WEIGHTS.description },
  ];
  let total = 1;
  for (const word of wanted) {
    const score = Math.max(...fields.map(({ words, weight }) => weight * matchWord(words, word)));
    if (score === 0) return 0;
    total += score;
  }
  const isWholeName = splitWords(record.name).join(' ') === wanted.join(' ');
  return total + (isWholeName ? WEIGHTS.name : 0);
}

function matchWord(words: readonly string[], wanted: string): number {
  // No spread: a description may have more words than a call may have arguments.
  return words.reduce((best, word) => Math.max(best, word === wanted ? 4 : word.startsWith(wanted) ? 2 : word.includes(wanted) ? 1 : 0), 0);
}

function splitWords(text: string): readonly string[] {
  return text.normalize('NFKC').toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? [];
}

function createHit(record: VersionRecord): SearchHit {
  const { name, version, description, kinds, tags, permissions, keyId, publishedAt } = record;
  return { name, version, description, kinds, tags, permissions, keyId, publishedAt };
}
