/** What is in a text. */
export interface TextCount {
  readonly words: number;
  readonly characters: number;
}

/** Counts words, which spaces separate, and characters as people see them. */
export function countWords(text: string): TextCount {
  return { words: text.split(/\s+/).filter((word) => word !== '').length, characters: [...text].length };
}
