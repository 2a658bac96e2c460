import { createChoices } from './choices.ts';
import { demand, type Finding, type FuzzTarget, type Session } from './target.ts';

/** How long a case may take that waits for something: nothing in it should have to. */
const PATIENCE_MS = 20_000;
const PROTOTYPES: readonly object[] = [Object, Array, Function, Promise, String, Uint8Array, ArrayBuffer, Error].map(({ prototype }) => prototype as object);

/**
 * Runs cases one after the other.
 *
 * @param onCase - Told of each before it begins.
 */
export async function runCases(target: FuzzTarget, seeds: Iterable<number>, onCase: (seed: number) => void = () => {}): Promise<readonly Finding[]> {
  const findings: Finding[] = [];
  const strays: unknown[] = [];
  const stray = (error: unknown): void => void strays.push(error);
  const before = countProperties();
  let session: Session | undefined;
  process.on('unhandledRejection', stray);
  process.on('uncaughtException', stray);
  try {
    for (const seed of seeds) {
      onCase(seed);
      session ??= target.open();
      try {
        await inTime(session.attack(createChoices(seed)));
        demand(strays.length === 0, `nobody caught ${describe(strays[0])}`);
        demand(countProperties() === before, 'a prototype of the host was changed');
      } catch (error) {
        findings.push({ target: target.name, seed, reason: describe(error) });
        strays.length = 0;
        // What it left behind must not be taken for the fault of another.
        await session.close();
        session = undefined;
      }
    }
  } finally {
    await session?.close();
    process.off('unhandledRejection', stray);
    process.off('uncaughtException', stray);
  }
  return findings;
}

function countProperties(): number {
  return PROTOTYPES.reduce((sum, prototype) => sum + Reflect.ownKeys(prototype).length, 0);
}

async function inTime(work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => { reject(new Error(`it did not end within ${PATIENCE_MS} ms`)); }, PATIENCE_MS);
  });
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
