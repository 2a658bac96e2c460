import type { JsonValue } from '../../../sdk/runtime-interface.ts';

/** Lines of a file, from 1, and the column in the first of them where what matters begins. */
export interface Span {
  readonly line: number;
  readonly column: number;
  readonly lastLine: number;
}

/** A server that answers from now on. */
export interface ServerLine {
  readonly type: 'server';
  /** `GET https://api.example.com/users/*`. */
  readonly target: string;
  /** Absent: it cannot be reached. */
  readonly answer?: { readonly status: number; readonly json?: JsonValue; readonly text?: string };
}

/** What a model says when it is asked the next time. */
export interface ModelLine {
  readonly type: 'model';
  /** A status of its service where it fails. */
  readonly reply: string | { readonly status: number };
}

/** How a scene begins. */
export interface Setup {
  readonly now?: string;
  readonly seed?: number;
  readonly grants?: readonly string[];
  readonly settings?: Readonly<Record<string, JsonValue>>;
  /** What the plugin's storage holds. */
  readonly storage?: Readonly<Record<string, JsonValue>>;
  readonly outside: readonly (ServerLine | ModelLine)[];
}

/** What happens to a plugin. */
export type Action =
  | { readonly type: 'start' }
  | { readonly type: 'says'; readonly who: string; readonly channelId: string; readonly text: string; readonly isReply: boolean }
  | { readonly type: 'edits'; readonly who: string; readonly old?: string; readonly text: string }
  | { readonly type: 'deletes'; readonly who: string; readonly old?: string }
  | { readonly type: 'uploads'; readonly who: string; readonly channelId: string; readonly file: string; readonly text: string }
  | { readonly type: 'command'; readonly line: string }
  | { readonly type: 'wait'; readonly ms: number }
  | { readonly type: 'wait-until'; readonly moment: number }
  | { readonly type: 'settings'; readonly values: Readonly<Record<string, JsonValue>> }
  | { readonly type: 'storage'; readonly values: Readonly<Record<string, JsonValue>> }
  | { readonly type: 'restarts' }
  | ServerLine
  | ModelLine;

/** What a plugin can be seen to do. */
export type DeedKind = 'says' | 'edits' | 'deletes' | 'uploads' | 'prints' | 'complains' | 'exits' | 'fails';

/** Something that a plugin did. */
export interface Deed {
  readonly kind: DeedKind;
  /** For messages and files. */
  readonly channelId?: string;
  readonly isReply?: boolean;
  /** What it said, printed, deleted or threw; the name of a file; an exit code. */
  readonly text: string;
}

/** Something that a plugin is expected to do; its text may hold placeholders. */
export interface ExpectedDeed extends Deed {
  readonly span: Span;
}

/** Something that happens, and what the plugin does then. */
export interface Step {
  readonly action: Action;
  readonly span: Span;
  readonly expected: readonly ExpectedDeed[];
  /** Permissions that it is refused. */
  readonly denied: readonly { readonly permission: string; readonly span: Span }[];
  /** Lines that say that it says nothing. */
  readonly silences: readonly Span[];
}

/** One test: a plugin from its start to its end. */
export interface Scene {
  readonly name: string;
  readonly span: Span;
  readonly setup: Setup;
  /** The first one is its start. */
  readonly steps: readonly Step[];
}

/** Where messages are that name no channel. */
export const MAIN_CHANNEL = 'general';
