declare module 'vitest' {
  interface ProvidedContext {
    /** What `plexi-plugin test` hands to test hosts. */
    plexiPlugin: unknown;
  }
}

export {};
