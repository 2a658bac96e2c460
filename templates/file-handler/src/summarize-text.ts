/** How long a text is, in words for people. */
export function summarizeText(text: string): string {
  const lines = text.replace(/\n$/, '').split('\n').length;
  const words = text.split(/\s+/).filter((word) => word !== '').length;
  return text === '' ? 'empty' : `${count(lines, 'line')}, ${count(words, 'word')}`;
}

function count(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}
