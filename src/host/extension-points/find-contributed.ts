import { findSimilar } from '../../core/diagnostics/find-similar.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { Extension } from '../extensions.ts';

/** Something that has a name and comes from a plugin. */
interface Named {
  readonly extension: Pick<Extension, 'plugin'>;
  readonly name: string;
}

/** The whole name of a contribution: `weather/forecast`. */
export function fullName({ extension, name }: Named): string {
  return `${extension.plugin}/${name}`;
}

/** Whether a text names a contribution: by its own name, or with its plugin's before it. */
export function isNamed(contributed: Named, wanted: string): boolean {
  return contributed.name === wanted || fullName(contributed) === wanted;
}

/**
 * Finds the first contribution of a name.
 *
 * @param what - What it is, for the error: `action`.
 * @throws {@link PlexiError} `PLX4303` when there is none.
 */
export function findContributed<Item extends Named>(items: readonly Item[], wanted: string, what: string): Item {
  return items.find((item) => isNamed(item, wanted)) ?? failNotOffered(items, wanted, what);
}

/** Stops because nobody offers something. @throws {@link PlexiError} `PLX4303`. */
export function failNotOffered(items: readonly Named[], wanted: string, what: string): never {
  const similar = findSimilar(wanted, items.flatMap((item) => [item.name, fullName(item)]));
  return fail('PLX4303', { what, name: wanted, suggestion: similar === undefined ? '' : `; did you mean "${similar}"?` });
}
