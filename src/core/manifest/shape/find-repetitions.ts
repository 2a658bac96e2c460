import { appendPointer, formatPointer } from '../json-pointer.ts';
import { isObject } from '../json-object.ts';
import { cutText } from '../json-type.ts';

/** An item of a list that stands there already. */
export interface Repetition {
  /** The list, as a person writes its path. */
  readonly list: string;
  readonly pointer: string;
  /** The item, as JSON. */
  readonly item: string;
}

// What the schema calls `uniqueItems`. Permissions are compared by name elsewhere.
const LISTS = ['type', 'tags', 'screenshots', 'dependencies', 'optional_dependencies', 'api_endpoints', 'webhooks', 'background_tasks', 'files'];

/** Finds items that stand twice in a list of the manifest where that means nothing. */
export function findRepetitions(manifest: Readonly<Record<string, unknown>>): readonly Repetition[] {
  const groups = manifest['entry_points'];
  const entries = isObject(groups) ? Object.keys(groups).map((group) => [appendPointer('/entry_points', group), groups[group]] as const) : [];
  return [...LISTS.map((key) => [`/${key}`, manifest[key]] as const), ...entries].flatMap(([pointer, list]) => findInList(pointer, list));
}

function findInList(pointer: string, list: unknown): readonly Repetition[] {
  if (!Array.isArray(list)) return [];
  const seen = new Set<string>();
  return list.flatMap((value: unknown, index) => {
    const text = JSON.stringify(value);
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ list: formatPointer(pointer), pointer: appendPointer(pointer, index), item: cutText(text) }];
  });
}
