import { normalizeText } from './compare-deeds.ts';
import { quoteText } from './text-pattern.ts';
import { MAIN_CHANNEL, type Deed } from './transcript.ts';

/**
 * Renders what a plugin did as the lines of a transcript that expect exactly that.
 *
 * @param wanted - What was expected in its place: only who spoke of an answer before is told whether it is one.
 */
export function renderDeed(deed: Deed, wanted?: Deed): readonly string[] {
  const [first = '', ...rest] = normalizeText(deed.text).split('\n');
  // What is deleted is named on one line.
  const text = deed.kind === 'deletes' && rest.length > 0 ? `${quoteText(first)}{any}` : quoteText([first, ...rest].join('\n'));
  return renderPattern({ ...deed, text, isReply: deed.isReply === true && wanted?.isReply === true });
}

/** Renders what a plugin is expected to do; placeholders stay. */
export function renderPattern({ kind, channelId = MAIN_CHANNEL, isReply = false, text }: Deed): readonly string[] {
  const place = channelId === MAIN_CHANNEL ? '' : ` in ${channelId}`;
  switch (kind) {
    case 'says':
      return renderText(`plugin${isReply ? ' replies' : ''}${place}:`, text);
    case 'edits':
      return renderText(`plugin edits${place}:`, text);
    case 'deletes':
      return [`plugin deletes${place} "${text}"`];
    case 'uploads':
      return [`plugin uploads ${text}${place}`];
    case 'fails':
      return renderText('plugin fails:', text);
    case 'prints':
      return [`> ${text}`.trimEnd()];
    case 'complains':
      return [`! ${text}`.trimEnd()];
    case 'exits':
      return [`exit ${text}`];
  }
}

// A text that begins with blanks would lose them behind the colon.
function renderText(head: string, text: string): readonly string[] {
  const [first = '', ...rest] = text.split('\n');
  const isInline = !/^\s/.test(first);
  const indented = (isInline ? rest : [first, ...rest]).map((line) => (line === '' ? '' : `  ${line}`));
  return [isInline ? `${head} ${first}`.trimEnd() : head, ...indented];
}
