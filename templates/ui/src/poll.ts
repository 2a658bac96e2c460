/** What the plugin and its component tell each other. */
export interface Poll {
  readonly question: string;
  readonly answers: readonly { readonly text: string; readonly votes: number }[];
  /** What the person who looks at it has answered. */
  readonly own?: string;
}
