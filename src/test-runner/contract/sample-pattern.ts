const ATOM = /\\([dwsDWS.^$*+?()[\]{}|/\\-])|\[(\^?)((?:\\.|[^\]\\])+)\]|([^\\[\](){}|^$*+?.])|(\.)/y;
const COUNT = /\{(\d+)(?:,(\d*))?\}|([*+?])/y;
const MOST_REPEATS = 100;

const CLASSES: Readonly<Record<string, string>> = { d: '7', w: 'w', s: ' ', D: 'x', W: '-', S: 'x' };

/**
 * Makes the shortest text of a simple pattern: characters, classes and counts one after another, as in
 * `^[A-Z0-9]{4}-\d+$`; `undefined` for groups, alternatives and whatever else this does not know.
 */
export function samplePattern(pattern: string): string | undefined {
  const inside = pattern.replace(/^\^/, '').replace(/(?<!\\)\$$/, '');
  const pieces: string[] = [];
  for (let at = 0; at < inside.length;) {
    const [atom, escaped, negated, members, literal, any] = matchAt(ATOM, inside, at) ?? [];
    if (atom === undefined) return undefined;
    const character = any === undefined ? (literal ?? pickEscaped(escaped) ?? pickMember(members, negated)) : 'x';
    if (character === undefined) return undefined;
    const [count = '', least, , sign] = matchAt(COUNT, inside, at + atom.length) ?? [];
    pieces.push(character.repeat(Math.min(MOST_REPEATS, countOf(count, least, sign))));
    at += atom.length + count.length;
  }
  const text = pieces.join('');
  return fits(pattern, text) ? text : undefined;
}

function matchAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  const sticky = new RegExp(pattern);
  sticky.lastIndex = at;
  return sticky.exec(text) ?? undefined;
}

function countOf(count: string, least: string | undefined, sign: string | undefined): number {
  if (count === '') return 1;
  return least === undefined ? Number(sign === '+') : Number(least);
}

function pickEscaped(escaped: string | undefined): string | undefined {
  return escaped === undefined ? undefined : (CLASSES[escaped] ?? escaped);
}

function pickMember(members: string | undefined, negated: string | undefined): string | undefined {
  if (members === undefined) return undefined;
  if (negated === '^') return ['x', 'X', '7', '-', ' '].find((candidate) => fits(`^[^${members}]$`, candidate));
  const [first = '', second = ''] = members;
  return first === '\\' ? pickEscaped(second) : first;
}

// Without groups no count stands inside of another one, so that this always ends soon.
function fits(pattern: string, text: string): boolean {
  try {
    return new RegExp(pattern, 'u').test(text);
  } catch {
    return false;
  }
}
