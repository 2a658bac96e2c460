import type { SandboxEntry } from './engine.ts';
import { parseGuestJson } from '../core/json/parse-guest-json.ts';

const MOST_ENTRIES = 100;
const MOST_HOOKS = 1_000;
const MOST_CONTRIBUTIONS = 5_000;
const LONGEST_NAME = 300;
const LONGEST_TEXT = 4 * 1024 * 1024;

/**
 * Reads what a bundle registered.
 *
 * @returns The entries, or why they cannot be used.
 */
export function parseEntries(text: string): readonly SandboxEntry[] | string {
  if (text === '') return 'it never called "register"';
  if (text.length > LONGEST_TEXT) return `what it registered has more than ${LONGEST_TEXT} characters`;
  const json = parseGuestJson(text);
  if ('refused' in json) return json.refused;
  const { value } = json;
  if (!Array.isArray(value) || value.length === 0) return 'it registered none';
  if (value.length > MOST_ENTRIES) return `it registered more than ${MOST_ENTRIES}`;
  const entries: readonly unknown[] = value;
  if (!entries.every(isEntry)) return 'one has no entry, kind, hooks and contributions, or one of them is too long';
  if (!isUnique(entries.map(({ entry }) => entry))) return 'one is registered twice';
  const twice = entries.find(({ contributions }) => !isUnique(contributions.map(({ type, name }) => `${type}\n${name}`)));
  return twice === undefined ? entries : `"${twice.entry}" contributes something twice`;
}

function isEntry(value: unknown): value is SandboxEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { entry, kind, hooks, contributions } = value as Readonly<Record<string, unknown>>;
  return isName(entry) && isName(kind) && isList(hooks, MOST_HOOKS, isName) && isList(contributions, MOST_CONTRIBUTIONS, isContribution);
}

function isContribution(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { type, name, options } = value as Readonly<Record<string, unknown>>;
  return isName(type) && isName(name) && options !== undefined;
}

function isList(value: unknown, most: number, isItem: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length <= most && value.every(isItem);
}

function isUnique(names: readonly string[]): boolean {
  return new Set(names).size === names.length;
}

function isName(value: unknown): value is string {
  return typeof value === 'string' && value !== '' && value.length <= LONGEST_NAME;
}
