import type { CommandArgument, CommandFlag, NumberValue, TextValue } from '../../../sdk/kinds/cli-command.ts';
import { defineContributionType } from './contribution.ts';
import { flag, isRecord, list, number, object, oneOf, optional, record, text, type Shape } from './shape.ts';

const line = text({ min: 1, max: 500, pattern: /^[^\n]*\S[^\n]*$/, called: 'one line of text' });
const letter = text({ max: 1, pattern: /^[A-Za-z]$/, called: 'one letter' });

const textValue = object({ type: optional(oneOf('string')), choices: optional(list(line, 500)), default: optional(line) });
const numberValue = object({ type: oneOf('integer', 'number'), minimum: optional(number()), maximum: optional(number()), default: optional(number()) });
const switchFlag = object({ type: oneOf('boolean'), summary: line, short: optional(letter), default: optional(flag) });
const argumentParts = object({ summary: line, required: optional(flag), variadic: optional(flag) });
const flagParts = object({ summary: line, short: optional(letter), value: optional(line), required: optional(flag), multiple: optional(flag) });
const value: Shape<TextValue | NumberValue> = (given, place) => (isRecord(given) && given['type'] !== undefined && given['type'] !== 'string' ? numberValue : textValue)(given, place);
const argument: Shape<CommandArgument> = (given, place) => ({ ...value(given, place), ...argumentParts(given, place) });
const anyFlag: Shape<CommandFlag> = (given, place) =>
  isRecord(given) && given['type'] === 'boolean' ? switchFlag(given, place) : { ...value(given, place), ...flagParts(given, place) };

const options = object({
  category: text({ max: 64, pattern: /^[a-z0-9][a-z0-9_-]*$/, called: 'one word of lower-case letters, digits, "-" and "_"' }),
  summary: line,
  help: optional(text({ max: 20_000 })),
  args: optional(record(argument, 100)),
  flags: optional(record(anyFlag, 200)),
  examples: optional(list(line, 50)),
  adminOnly: optional(flag),
  dangerous: optional(flag),
  requiresAuth: optional(flag),
  permissions: optional(list(text({ min: 1, max: 100 }), 20)),
  versionAdded: optional(line),
});

const WORD = '[a-z0-9][a-z0-9_:-]{0,63}';
const PARAMETER = /^[a-z][A-Za-z0-9]{0,63}$/;

/** A command of a CLI plugin: one to four words. */
export const commandType = defineContributionType({
  type: 'command',
  name: new RegExp(`^${WORD}(?: ${WORD}){0,3}$`),
  options,
  permissions: ({ permissions = [] }) => permissions,
  check({ args = {}, flags = {} }) {
    const wrong = [...Object.keys(args), ...Object.keys(flags)].find((name) => !PARAMETER.test(name));
    return wrong === undefined ? findMisplaced(Object.entries(args)) : `the name "${wrong}" of an argument or flag must be in camelCase`;
  },
});

// Whatever follows an argument that takes every word, or one that may be missing, could not be told apart from it.
function findMisplaced(args: readonly (readonly [name: string, spec: CommandArgument])[]): string | undefined {
  const rest = args.slice(0, -1).find(([, { variadic }]) => variadic === true);
  if (rest !== undefined) return `the argument "${rest[0]}" takes every word that is left, so it must be the last one`;
  const late = args.find(([, { required }], index) => required === true && index > 0 && args[index - 1]?.[1].required !== true);
  return late && `the argument "${late[0]}" is required, so it must come before those that are not`;
}
