/** What somebody asks the plugin to do. */
export type Command =
  | { readonly type: 'choose'; readonly language: string }
  /** Without a text, the message that is answered is meant. */
  | { readonly type: 'translate'; readonly text?: string };

/** Understands a message; `undefined` when it is not for this plugin. */
export function parseCommand(content: string): Command | undefined {
  const [, word, rest = ''] = /^!(language|translate)(?:\s+(.*))?$/s.exec(content.trim()) ?? [];
  if (word === 'language') return { type: 'choose', language: rest.slice(0, 20) };
  if (word === 'translate') return rest === '' ? { type: 'translate' } : { type: 'translate', text: rest };
  return undefined;
}
