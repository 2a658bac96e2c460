/** Lets the reader of a stream go: `plexi-plugin list | head -1` closes the pipe early, which is no problem of the command. */
export function ignoreClosedPipe(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EPIPE') throw error;
}
