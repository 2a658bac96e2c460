import type { Choices } from './choices.ts';

const TEXTS = [
  '', 'a', 'then', 'toJSON', '__proto__', 'constructor', 'prototype', 'length', '0', '-1', '$signal', '$stream', 'polluted',
  '\ud800', '\udc00\ud800', '\u0000', '\u2028', '\u202e', '\x1b[2J', '\ufeff', '😀', '\\', '"', "'", '${x}', '{plugin}', '\n    at x (dist/plugin.js:1:1)',
] as const;
const NUMBERS = ['0', '-0', '1', '-1', '1.5', '1e308', '1e400', '-1e400', '5e-324', '9007199254740993', '4294967296', '1E2', '00', '.5', 'NaN', 'Infinity', '0x1'] as const;
const BROKEN = ['', ' ', '{', '[', '"', '{"a":}', '[1,]', '{,}', 'undefined', "{'a':1}", '[1]]', '/**/1', '\u00001', '"\u0001"', '"\\u12"', '\ufeffnull', '{"a":1}{'] as const;
const PROTO_KEYS = ['"__proto__"', '"\\u005f_proto__"', '"__pro\\u0074o__"', '"\\u005F\\u005Fproto\\u005F\\u005F"'] as const;

/** Texts that have tripped readers before. */
export function createText(choices: Choices): string {
  if (choices.once(40)) return choices.pick(['x', '\ud800', '"', '{', '\\']).repeat(choices.below(3_000));
  return choices.list(3, () => choices.pick(TEXTS)).join('');
}

/** JSON, or nearly. */
export function createJson(choices: Choices): string {
  if (choices.once(12)) return choices.pick(BROKEN);
  if (choices.once(12)) return createDeepJson(choices);
  return createValue(choices, choices.below(4));
}

/** Small JSON of the kind that a plugin sends most: what it says is not what is attacked. */
export function createPlainJson(choices: Choices): string {
  return choices.pick(['null', '1', '""', '[]', '{}', '[null]', '{"a":null}', '{"a":[null,1],"b":null}']);
}

// On both sides of the 64 levels that may cross, and far beyond.
function createDeepJson(choices: Choices): string {
  const levels = choices.pick([63, 64, 65, 500, 1_500]);
  const [open, close] = choices.pick([['[', ']'], ['{"a":', '}'], ['[{"[":', '}]']] as const);
  return open.repeat(levels) + createValue(choices, 0) + close.repeat(choices.once(8) ? levels - 1 : levels);
}

function createValue(choices: Choices, depth: number): string {
  const kind = choices.below(depth > 0 ? 8 : 5);
  if (kind < 2) return choices.once(3) ? choices.pick(NUMBERS) : String(choices.below(10));
  if (kind === 2) return JSON.stringify(createText(choices));
  if (kind < 5) return choices.pick(['null', 'true', 'false']);
  if (kind < 6) return `[${choices.list(4, () => createValue(choices, depth - 1)).join(',')}]`;
  return `{${choices.list(4, () => `${createKey(choices)}:${createValue(choices, depth - 1)}`).join(',')}}`;
}

function createKey(choices: Choices): string {
  return choices.once(20) ? choices.pick(PROTO_KEYS) : JSON.stringify(choices.pick(TEXTS));
}
