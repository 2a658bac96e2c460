/** One note. */
export interface Note {
  readonly id: number;
  readonly text: string;
  /** Who wrote it. */
  readonly author: string;
}
