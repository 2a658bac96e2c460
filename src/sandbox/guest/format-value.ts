import { readStack, createRecord, getOwnPropertyDescriptor, isArray, keys, slice, stringify, toText } from './primordials.ts';

const DEEPEST = 4;
const MOST_MEMBERS = 100;
const LONGEST_STRING = 8_192;

/** Renders the arguments of a `console` method as one text. */
export function formatValues(values: readonly unknown[]): string {
  let text = '';
  for (let at = 0; at < values.length; at++) {
    const value = values[at];
    text += (at === 0 ? '' : ' ') + (typeof value === 'string' ? slice(value, 0, LONGEST_STRING) : formatValue(value, 0));
  }
  return text;
}

function formatValue(value: unknown, depth: number): string {
  switch (typeof value) {
    case 'string':
      return stringify(slice(value, 0, LONGEST_STRING));
    case 'bigint':
      return `${toText(value)}n`;
    case 'function':
      return '[Function]';
    case 'object':
      return value === null ? 'null' : formatObject(value, depth);
    default:
      return toText(value);
  }
}

function formatObject(value: object, depth: number): string {
  try {
    const stack = readStack(value);
    if (stack !== '') return formatError(value as Error, stack);
    if (depth >= DEEPEST) return isArray(value) ? '[…]' : '{…}';
    return isArray(value) ? formatArray(value, depth) : formatRecord(value, depth);
  } catch {
    return '[Unprintable]';
  }
}

function formatError(error: Error, stack: string): string {
  return `${error.name}: ${error.message}\n${stack}`;
}

function formatArray(value: readonly unknown[], depth: number): string {
  let text = '';
  for (let at = 0; at < value.length && at < MOST_MEMBERS; at++) text += (at === 0 ? '' : ', ') + formatValue(value[at], depth + 1);
  return `[${text}${value.length > MOST_MEMBERS ? ', …' : ''}]`;
}

function formatRecord(value: object, depth: number): string {
  const names = keys(value);
  let text = '';
  for (let at = 0; at < names.length && at < MOST_MEMBERS; at++) {
    const name = names[at] ?? '';
    text += `${at === 0 ? ' ' : ', '}${name}: ${formatMember(value, name, depth)}`;
  }
  return text === '' ? '{}' : `{${text}${names.length > MOST_MEMBERS ? ', …' : ''} }`;
}

// A getter is named, not run: printing a value must not change it.
function formatMember(value: object, name: string, depth: number): string {
  const descriptor = getOwnPropertyDescriptor(value, name) ?? createRecord<unknown>();
  return 'value' in descriptor ? formatValue(descriptor.value, depth + 1) : '[Getter]';
}
