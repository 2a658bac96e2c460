import type { Connection } from './connection.ts';

/** Tells the page what goes wrong while nobody waits for it. */
export function reportProblems(connection: Connection): void {
  addEventListener('error', ({ message }) => {
    connection.send({ type: 'problem', message });
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    connection.send({ type: 'problem', message: describeError(reason) });
  });
}

/** Says what was thrown, with its place where it has one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}

/** Tells the page how high the contents are, whenever that changes. */
export function watchHeight(connection: Connection): void {
  let last = -1;
  const observer = new ResizeObserver(() => {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    connection.send({ type: 'size', height });
  });
  observer.observe(document.documentElement);
}
