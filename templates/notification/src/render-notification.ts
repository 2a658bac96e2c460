import type { Notification } from 'plexi-plugin/sdk';

const LONGEST_MESSAGE = 4_000;

/** Puts a notification into the text of a message. */
export function renderNotification({ title, body, url, priority }: Notification, mark: string): string {
  const first = priority === 'high' ? `${mark} ${title}` : title;
  const text = [first, body, url].filter((line) => line !== undefined).join('\n');
  return text.length > LONGEST_MESSAGE ? `${text.slice(0, LONGEST_MESSAGE - 1)}…` : text;
}
