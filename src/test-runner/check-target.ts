import { existsSync } from 'node:fs';
import { mkdir, open, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Throws what the file system would throw if the file were written, and leaves it as it is: a report that cannot be written is
 * worth telling before the minutes that it is about. Folders on the way are made.
 */
export async function checkTarget(file: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  const isNew = !existsSync(file);
  await (await open(file, 'a')).close();
  if (isNew) await rm(file);
}
