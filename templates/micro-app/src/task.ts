/** One thing to do. */
export interface Task {
  readonly text: string;
  readonly isDone: boolean;
}

/** What the application shows. */
export interface Tasks {
  readonly tasks: readonly Task[];
}
