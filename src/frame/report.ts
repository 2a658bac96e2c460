import type { Connection } from './connection.ts';

// What fails in every frame of an animation would soon be more than the page listens to.
const MOST_REPORTS = 20;

/** Tells the page what goes wrong while nobody waits for it. */
export function reportProblems(connection: Connection): void {
  let reports = 0;
  const report = (message: string): void => {
    reports += 1;
    if (reports <= MOST_REPORTS) connection.send({ type: 'problem', message });
  };
  addEventListener('error', ({ message }) => {
    report(message);
  });
  addEventListener('unhandledrejection', ({ reason }) => {
    report(describeError(reason));
  });
}

/** Says what was thrown, with its place where it has one. */
export function describeError(error: unknown): string {
  return error instanceof Error ? (error.stack ?? `${error.name}: ${error.message}`) : String(error);
}

// So that something that grows slowly does not use up what a frame may send.
const HEIGHT_EVERY_MS = 100;

/** Tells the page how high the contents are, whenever that changes. */
export function watchHeight(connection: Connection): void {
  let last = -1;
  let isWaiting = false;
  function tell(): void {
    const height = Math.ceil(document.documentElement.getBoundingClientRect().height);
    if (height === last) return;
    last = height;
    connection.send({ type: 'size', height });
    isWaiting = true;
    setTimeout(() => {
      isWaiting = false;
      tell();
    }, HEIGHT_EVERY_MS);
  }
  const observer = new ResizeObserver(() => {
    if (!isWaiting) tell();
  });
  observer.observe(document.documentElement);
}
