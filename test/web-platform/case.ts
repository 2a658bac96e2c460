/** One piece of the web platform, with behaviour that Node.js and a sandbox have to share. */
export interface WebPiece {
  /** The globals it is about. */
  readonly names: readonly string[];
  /** Where they come from: the interpreter, or the SDK. */
  readonly from: 'interpreter' | 'sdk';
  /** What is not there, or differs, and what to do instead. */
  readonly limits: readonly string[];
  /** What is promised, and the body of an async function that shows it: what it returns is the same in both, as JSON. */
  readonly cases: readonly (readonly [promise: string, code: string])[];
}
