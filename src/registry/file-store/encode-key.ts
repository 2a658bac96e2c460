const KEY = /^[\x21-\x7e]+$/;
const PLAIN = /[a-z0-9_.-]/;
// Names that Windows keeps for devices, with or without an ending.
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/;

/**
 * Encodes a key as names of folders that every file system keeps apart: small letters, digits, `_`, `.` and `-` stand
 * for themselves, anything else for `%` and two hex digits, as do a device name's first letter and a dot at either end.
 *
 * @throws RangeError for a key that is none.
 */
export function encodeKey(key: string): readonly string[] {
  const segments = key.split('/');
  if (!KEY.test(key) || segments.includes('')) throw new RangeError(`not a key: ${JSON.stringify(key)}`);
  return segments.map(encodeSegment);
}

/** The segment that {@link encodeKey} encoded; `undefined` for a name it never gives. */
export function decodeSegment(name: string): string | undefined {
  const segment = name.replace(/%([0-9a-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  const isOurs = KEY.test(segment) && !segment.includes('/') && encodeSegment(segment) === name;
  return isOurs ? segment : undefined;
}

function encodeSegment(segment: string): string {
  const last = segment.length - 1;
  return Array.from(segment, (character, index) => {
    const isEdgeDot = character === '.' && (index === 0 || index === last);
    const isDevice = index === 0 && DEVICE.test(segment);
    return PLAIN.test(character) && !isEdgeDot && !isDevice ? character : escapeCharacter(character);
  }).join('');
}

function escapeCharacter(character: string): string {
  return `%${character.charCodeAt(0).toString(16).padStart(2, '0')}`;
}
