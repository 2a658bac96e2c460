// How long texts of a guest may be, beside the JSON of its values. The guest cuts them, and the host takes no longer ones: whoever took
// over the interpreter would not cut.

/** A line of the log; one that was cut has a character more, which says so. */
export const LONGEST_LINE = 8_192;
/** The name of a host method. */
export const LONGEST_METHOD = 128;
/** Each text that describes an error. */
export const LONGEST_TEXT = 4_096;
/** A stack: functions may have names of any length. */
export const LONGEST_STACK = 16_384;

const TEXTS_OF_A_FAILURE = 3;
// JSON writes a character with six at most.
const LONGEST_CHARACTER = 6;
const OTHER_CHARACTERS = 256;

/** A failure, as JSON. */
export const LONGEST_FAILURE = LONGEST_CHARACTER * (TEXTS_OF_A_FAILURE * LONGEST_TEXT + LONGEST_STACK) + OTHER_CHARACTERS;
