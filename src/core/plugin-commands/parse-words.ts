import { parseArgs } from 'node:util';
import type { CommandArgument, CommandFlag, NumberValue, TextValue } from '../../../sdk/kinds/cli-command.ts';
import { findSimilar } from '../diagnostics/find-similar.ts';
import { createDiagnostic, PlexiError } from '../diagnostics/plexi-error.ts';
import { dash, type PluginCommand } from './plugin-command.ts';
import { formatUsage } from './format-usage.ts';

/** A value that a command gets. */
type Value = string | number | boolean | readonly (string | number)[];

/** What somebody wrote after a command's name, understood. */
export interface CommandValues {
  readonly args: Readonly<Record<string, Value>>;
  readonly flags: Readonly<Record<string, Value>>;
}

/**
 * Understands the words after a command's name. `--` ends the flags.
 *
 * @throws {@link PlexiError} `PLX4170` with everything that is wrong with them.
 */
export function parseWords(command: PluginCommand, words: readonly string[]): CommandValues {
  const problems: string[] = [];
  const report: Report = (problem) => {
    problems.push(problem);
    return null;
  };
  const { positionals, given } = splitWords(command, words, report);
  const values = { args: nameArguments(command, positionals, report), flags: nameFlags(command, given, report) };
  const [first, ...rest] = problems.map((problem) => createDiagnostic('PLX4170', { command: command.name, problem, usage: formatUsage(command) }));
  if (first !== undefined) throw new PlexiError([first, ...rest]);
  return values;
}

// Whoever reports a problem has no value to go on with.
type Report = (problem: string) => null;
type GivenFlags = ReadonlyMap<string, readonly (string | boolean)[]>;

function splitWords({ flags }: PluginCommand, words: readonly string[], report: Report): { readonly positionals: readonly string[]; readonly given: GivenFlags } {
  const names = new Map(Object.keys(flags).map((name) => [dash(name), name]));
  const options = Object.fromEntries(Object.entries(flags).map(([name, { type, short }]) => [
    dash(name),
    { type: type === 'boolean' ? ('boolean' as const) : ('string' as const), ...(short !== undefined && { short }) },
  ]));
  const { tokens } = parseArgs({ args: words.map(hideNumber), options, strict: false, allowPositionals: true, allowNegative: true, tokens: true });
  const given = new Map<string, (string | boolean)[]>();
  for (const token of tokens) {
    if (token.kind !== 'option') continue;
    const name = names.get(token.name);
    const value = name === undefined ? refuseFlag(token.rawName, names.keys(), report) : readFlag(flags[name], { ...token, value: token.value && showNumber(token.value) }, report);
    if (name !== undefined && value !== null) given.set(name, [...(given.get(name) ?? []), value]);
  }
  return { positionals: tokens.flatMap((token) => (token.kind === 'positional' ? [showNumber(token.value)] : [])), given };
}

// Short flags are letters, so "-4" is a number; Node.js would take it for a flag.
const HIDDEN = '\0';

function hideNumber(word: string): string {
  return /^-\.?\d/.test(word) ? HIDDEN + word : word;
}

function showNumber(word: string): string {
  return word.startsWith(`${HIDDEN}-`) ? word.slice(HIDDEN.length) : word;
}

function refuseFlag(written: string, known: Iterable<string>, report: Report): null {
  const similar = findSimilar(written, [...known].map((name) => `--${name}`));
  return report(`has no flag ${written}${similar === undefined ? '' : `; did you mean ${similar}?`}`);
}

interface FlagToken {
  readonly rawName: string;
  readonly value?: string | undefined;
}

function readFlag(flag: CommandFlag | undefined, { rawName, value }: FlagToken, report: Report): string | boolean | null {
  if (flag?.type === 'boolean') return value === undefined ? !rawName.startsWith('--no-') : report(`takes no value for ${rawName}`);
  return value ?? report(`needs a value after ${rawName}`);
}

function nameArguments({ args }: PluginCommand, words: readonly string[], report: Report): Readonly<Record<string, Value>> {
  const specs = Object.entries(args);
  const hasRest = specs.at(-1)?.[1].variadic === true;
  if (words.length > specs.length && !hasRest) report(`takes ${countArguments(specs.length)}, and got ${words.length}`);
  const named = specs.map(([name, spec], index) => [name, readArgument(name, spec, spec.variadic === true ? words.slice(index) : words.slice(index, index + 1), report)] as const);
  return dropAbsent(named);
}

function countArguments(count: number): string {
  return count === 0 ? 'no argument' : count === 1 ? 'one argument' : `${count} arguments`;
}

function readArgument(name: string, spec: CommandArgument, words: readonly string[], report: Report): Value | null | undefined {
  const label = dash(name).toUpperCase();
  if (words.length === 0 && spec.required === true) return report(`needs ${label}: ${spec.summary}`);
  const values = words.map((word) => readValue(label, spec, word, report)).filter((value) => value !== null);
  return spec.variadic === true ? values : (values[0] ?? spec.default);
}

function nameFlags({ flags }: PluginCommand, given: GivenFlags, report: Report): Readonly<Record<string, Value>> {
  return dropAbsent(Object.entries(flags).map(([name, flag]) => [name, readValues(`--${dash(name)}`, flag, given.get(name) ?? [], report)] as const));
}

function readValues(label: string, flag: CommandFlag, given: readonly (string | boolean)[], report: Report): Value | null | undefined {
  if (flag.type === 'boolean') return given.at(-1) ?? flag.default ?? false;
  if (given.length === 0 && flag.required === true) return report(`needs ${label}: ${flag.summary}`);
  if (given.length > 1 && flag.multiple !== true) return report(`takes ${label} once`);
  const values = given.map((word) => readValue(label, flag, String(word), report)).filter((value) => value !== null);
  if (flag.multiple !== true) return values[0] ?? flag.default;
  return values.length === 0 && flag.default !== undefined ? [flag.default] : values;
}

function readValue(label: string, spec: TextValue | NumberValue, word: string, report: Report): string | number | null {
  return isNumber(spec) ? readNumber(label, spec, word, report) : readText(label, spec, word, report);
}

function isNumber(spec: TextValue | NumberValue): spec is NumberValue {
  return spec.type === 'integer' || spec.type === 'number';
}

function readText(label: string, { choices }: TextValue, word: string, report: Report): string | null {
  if (choices === undefined || choices.includes(word)) return word;
  const similar = findSimilar(word, choices);
  return report(`takes ${choices.join(', ')} for ${label}, not "${word}"${similar === undefined ? '' : `; did you mean "${similar}"?`}`);
}

function readNumber(label: string, { type, minimum = -Infinity, maximum = Infinity }: NumberValue, word: string, report: Report): number | null {
  const number = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i.test(word) ? Number(word) : Number.NaN;
  const isFit = type === 'integer' ? Number.isSafeInteger(number) : Number.isFinite(number);
  if (isFit && number >= minimum && number <= maximum) return number;
  const bounds = [minimum === -Infinity ? '' : ` from ${minimum}`, maximum === Infinity ? '' : ` up to ${maximum}`].join('');
  return report(`takes a ${type === 'integer' ? 'whole ' : ''}number${bounds} for ${label}, not "${word}"`);
}

function dropAbsent(entries: readonly (readonly [name: string, value: Value | null | undefined])[]): Readonly<Record<string, Value>> {
  return Object.fromEntries(entries.filter((entry): entry is [string, Value] => entry[1] !== undefined && entry[1] !== null));
}
