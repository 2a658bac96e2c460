import type { SourceLocation } from '../diagnostics/diagnostic.ts';

/** A parsed JSON or YAML file that knows where each of its values is written. */
export interface SourceDocument {
  /** The file, as diagnostics name it. */
  readonly file: string;
  readonly text: string;
  /** Plain JSON. Objects have no prototype, so that no key of the file means anything to the runtime. */
  readonly value: unknown;
  /**
   * Finds the place of a value, or of its key.
   *
   * @param pointer - A JSON pointer (RFC 6901); where it leads nowhere, the nearest parent answers.
   */
  locate(pointer: string, part?: 'value' | 'key'): SourceLocation;
}
