declare module 'vitest' {
  interface ProvidedContext {
    /** What `plexi-plugin test` hands to test hosts. */
    plexiPlugin: unknown;
    /** Whether test hosts record instead of replaying. */
    plexiRecord: boolean;
  }
}

export {};
