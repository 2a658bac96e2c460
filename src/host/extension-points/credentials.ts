/** Headers by which somebody proves who they are: whoever reads them could act as that person. */
const CREDENTIALS: ReadonlySet<string> = new Set(['authorization', 'proxy-authorization', 'cookie', 'set-cookie', 'x-api-key', 'x-auth-token', 'x-csrf-token']);

interface WithHeaders {
  readonly headers: Readonly<Record<string, string>>;
}

/** A request or response as plugins see it. */
export function hideCredentials<Message extends WithHeaders>(message: Message): Message {
  return { ...message, headers: Object.fromEntries(Object.entries(message.headers).filter(([name]) => !CREDENTIALS.has(name.toLowerCase()))) };
}

/** A message from a plugin with the credentials of the original; those that the plugin made up are dropped. */
export function showCredentials<Message extends WithHeaders>(message: Message, original: WithHeaders): Message {
  const kept = Object.entries(original.headers).filter(([name]) => CREDENTIALS.has(name.toLowerCase()));
  return { ...message, headers: { ...hideCredentials(message).headers, ...Object.fromEntries(kept) } };
}
