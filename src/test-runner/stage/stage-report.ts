/** One element as the stage shows it, or a text. */
export type StageTree = string | StageElementTree;

/** One element, with what is in it. */
export interface StageElementTree {
  /** In lower case. */
  readonly tag: string;
  readonly attributes: Readonly<Record<string, string>>;
  /** Names of the handlers that the component gave it: `onClick`. */
  readonly handlers: readonly string[];
  readonly children: readonly StageTree[];
}

/** What happened on the stage since it was last asked. */
export interface StageReport {
  /** What broke down, went wrong in the background, or was written as an error. */
  readonly problems: readonly string[];
  /** What the component asks its plugin for. */
  readonly actions: readonly StageAction[];
  /** What is shown. */
  readonly shown: readonly StageTree[];
  /** What somebody could press, by numbers for `press`. */
  readonly buttons: number;
  /** Listeners at the window and the document, messages that are listened for, and timers that go on. */
  readonly held: number;
}

/** One thing that a component asks for: an action, or to be refreshed. */
export interface StageAction {
  readonly id: number;
  /** Absent: the context once more. */
  readonly action?: string;
  readonly data: unknown;
}
