import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = join(import.meta.dirname, '..', '..', 'docs', 'guide');

/** One code block of a guide page, with the block right after it. */
export interface GuideExample {
  readonly line: number;
  readonly language: string;
  readonly code: string;
  /** The ```text block that follows with nothing between: what running the code shows. */
  readonly output: string | undefined;
}

/** The text of a guide page. */
export function readGuide(page: string): string {
  return readFileSync(join(guide, page), 'utf8');
}

/** The code blocks of a guide page, in order. */
export function listGuideExamples(page: string): readonly GuideExample[] {
  return listCodeBlocks(readGuide(page));
}

/** The code blocks of a page, in order. */
export function listCodeBlocks(text: string): readonly GuideExample[] {
  const blocks = [...text.matchAll(/^```(\w+)\n([\s\S]*?)^```$/gm)];
  return blocks.map((match, index) => {
    const next = blocks[index + 1];
    const between = next && text.slice(match.index + match[0].length, next.index).trim();
    return {
      line: text.slice(0, match.index).split('\n').length,
      language: match[1] ?? '',
      code: match[2] ?? '',
      output: next?.[1] === 'text' && between === '' ? next[2] : undefined,
    };
  });
}
