import type { FileInfo } from '../../sdk/capabilities/files.ts';
import type { Message } from '../../sdk/capabilities/messages.ts';
import { fail } from '../core/diagnostics/plexi-error.ts';
import { normalizeText } from '../core/transcript/compare-deeds.ts';
import { MAIN_CHANNEL } from '../core/transcript/transcript.ts';
import type { MessageEventParts } from './message-event.ts';
import type { TestFiles } from './test-files.ts';

/** Somebody in the chat of a test host. Each method waits for the plugin, and returns the messages that it sent meanwhile. */
export interface TestUser {
  readonly id: string;
  /** The same person in another channel. */
  in(channelId: string): TestUser;
  /** Writes a message. */
  says(text: string): Promise<readonly Message[]>;
  /** Writes an answer. @param to - Default: the last message of the channel. */
  replies(text: string, to?: Message): Promise<readonly Message[]>;
  /**
   * Changes a message of theirs.
   *
   * @param old - The message or its text; default: the last one.
   * @throws {@link PlexiError} `PLX4351` when they have written no such message.
   */
  edits(text: string, old?: Message | string): Promise<readonly Message[]>;
  /** Deletes a message of theirs. @throws {@link PlexiError} `PLX4351` when they have written no such message. */
  deletes(old?: Message | string): Promise<readonly Message[]>;
  /** Shares a file. */
  uploads(name: string, content?: string | Uint8Array): Promise<FileInfo>;
}

/** Where somebody can act: a test host. */
export interface UserSurroundings {
  readonly files: TestFiles;
  receive(message: MessageEventParts): Promise<readonly Message[]>;
  edit(message: Message, content: string): Promise<readonly Message[]>;
  delete(message: Message): Promise<readonly Message[]>;
  messages(channelId?: string): readonly Message[];
}

/** Makes somebody in a host, who writes in a channel. */
export function createTestUser(host: UserSurroundings, id: string, channelId = MAIN_CHANNEL): TestUser {
  function find(old: Message | string | undefined): Message {
    if (typeof old === 'object') return old;
    const own = host.messages().filter(({ authorId, content }) => authorId === id && (old === undefined || normalizeText(content) === normalizeText(old)));
    return own.at(-1) ?? fail('PLX4351', { who: id });
  }
  return {
    id,
    in: (other) => createTestUser(host, id, other),
    says: (content) => host.receive({ authorId: id, channelId, content }),
    replies: (content, to = host.messages(channelId).at(-1)) => host.receive({ authorId: id, channelId, content, ...(to && { replyTo: to.id }) }),
    edits: async (text, old) => host.edit(find(old), text),
    deletes: async (old) => host.delete(find(old)),
    uploads: (name, content = '') => host.files.upload({ name, content, channelId, uploaderId: id }),
  };
}
