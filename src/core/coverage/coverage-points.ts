import type { Span } from './bundle-places.ts';

/** Something that is counted each time it runs. */
export interface CountedPoint extends Span {
  /** The number of its counter. */
  readonly counter: number;
}

/** A function of a source. */
export interface FunctionPoint extends CountedPoint {
  /** Its name in the source; `(anonymous)` for one without. */
  readonly name: string;
}

/** What decides, in the words of the coverage format of Istanbul. */
export type BranchType = 'if' | 'cond-expr' | 'binary-expr' | 'switch' | 'default-arg';

/** A place where a program goes one way or another. */
export interface BranchPoint extends Span {
  readonly type: BranchType;
  /** The ways, in the order in which they are written; the way past an `if` without `else` is the last. */
  readonly arms: readonly CountedPoint[];
}

/** What is counted of one source file of a plugin. */
export interface FilePoints {
  /** Relative to the plugin's folder, with `/`. */
  readonly path: string;
  readonly source: string;
  readonly statements: readonly CountedPoint[];
  readonly functions: readonly FunctionPoint[];
  readonly branches: readonly BranchPoint[];
}
