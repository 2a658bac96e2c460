import type { RuntimeContribution } from '../../../sdk/runtime-interface.ts';
import { fail } from '../../core/diagnostics/plexi-error.ts';
import type { JsonObject } from '../../core/manifest/schema.ts';
import type { Extension, Extensions } from '../extensions.ts';
import type { Shape } from './shape.ts';

/** What contributions of one type look like. */
export interface ContributionType<Options> {
  readonly type: string;
  /** Default: {@link NAME}. */
  readonly name?: RegExp;
  readonly options: Shape<Options>;
  /** The JSON Schemas in the options: they must be schemas of objects. */
  schemas?(options: Options): readonly JsonObject[];
  /** The JSON Schemas in the options that may be schemas of anything. */
  values?(options: Options): readonly JsonObject[];
  /** The permissions that it asks users for. */
  permissions?(options: Options, name: string): readonly string[];
  /** What else is wrong with one. */
  check?(options: Options, name: string): string | undefined;
}

/** How most contributions are named, so that names fit into addresses and into function names of models. */
export const NAME = /^[A-Za-z][A-Za-z0-9_-]{0,63}$/;

/** One contribution of one entry point. */
export interface Contributed<Options> {
  readonly extension: Extension;
  readonly name: string;
  readonly options: Options;
}

/** Types a contribution type and returns it unchanged. */
export function defineContributionType<Options>(type: ContributionType<Options>): ContributionType<Options> {
  return type;
}

/** Reads one contribution of a plugin. @throws {@link PlexiError} `PLX4302` when it has another shape. */
export function parseContribution<Options>(plugin: string, { name, options }: RuntimeContribution, expected: ContributionType<Options>): Options {
  const refuse = (problem: string): never => fail('PLX4302', { type: expected.type, name, plugin, problem });
  if (!(expected.name ?? NAME).test(name)) refuse('its name is none that it may have');
  return expected.options(options, { path: '', refuse: (problem) => refuse(problem.replace(/^it must/, 'its options must')) });
}

/** Every contribution of one type, in the order of the extensions: by priority, then by plugin. */
export function listContributed<Options>(extensions: Extensions, expected: ContributionType<Options>): readonly Contributed<Options>[] {
  return createContributedList(extensions, expected)();
}

/** Makes a list of contributions that is asked for again and again: each of them is read once. */
export function createContributedList<Options>(extensions: Extensions, expected: ContributionType<Options>): () => readonly Contributed<Options>[] {
  const known = new WeakMap<RuntimeContribution, Options>();

  function read(plugin: string, contribution: RuntimeContribution): Options {
    const options = known.get(contribution) ?? parseContribution(plugin, contribution, expected);
    known.set(contribution, options);
    return options;
  }

  return () => extensions.list({ contribution: expected.type }).flatMap((extension) =>
    extension.contributions
      .filter(({ type }) => type === expected.type)
      .map((contribution) => ({ extension, name: contribution.name, options: read(extension.plugin, contribution) })));
}
