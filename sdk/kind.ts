/** What makes a class a plugin of one kind: the hooks that hosts invoke on it. */
export interface Kind {
  /** As the manifest names it, for example `message-processor`. */
  readonly name: string;
  /** The hooks of the kind besides those of the lifecycle. */
  readonly hooks: readonly string[];
}
