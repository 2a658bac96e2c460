import { execFile } from 'node:child_process';
import { userInfo } from 'node:os';
import { promisify } from 'node:util';

/** Who makes the plugin, as git knows it; otherwise who is logged in. */
export async function findAuthor(env: Readonly<Record<string, string | undefined>>): Promise<string> {
  try {
    const { stdout } = await promisify(execFile)('git', ['config', '--get', 'user.name'], { env });
    if (stdout.trim() !== '') return stdout.trim();
  } catch {
    // No git, or git knows no name.
  }
  return readUserName();
}

function readUserName(): string {
  try {
    return userInfo().username;
  } catch {
    // The user of this process has no entry in the system's list, as in some containers.
    return 'unknown';
  }
}
