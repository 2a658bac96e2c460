import { readdirSync, readFileSync } from 'node:fs';
import { spawnSync } from 'node:child_process';
import { createBwrapArgs, findBwrap } from '../../src/sandbox/process/bwrap.ts';
import { listLoadedLibraries } from '../../src/platform/node-program.ts';

/** One process, as the kernel lists it. */
interface Listed {
  readonly pid: number;
  readonly parent: number;
  readonly command: string;
}

/** The processes in which a host isolates plugins, below the given one: `bwrap` is not among them. Linux only. */
export function findIsolated(host = process.pid): readonly number[] {
  const all = listProcesses();
  const isBelow = ({ parent }: Listed): boolean => parent === host || all.some((each) => each.pid === parent && isBelow(each));
  return all.filter((each) => /^[^\0]*node\0.*--allow-worker\0/.test(each.command) && isBelow(each)).map(({ pid }) => pid);
}

function listProcesses(): readonly Listed[] {
  return readdirSync('/proc').filter((name) => /^\d+$/.test(name)).flatMap((name) => {
    try {
      // "1 (name with ) in it) S 2 …": the parent is the second field after the name.
      const [, parent] = readFileSync(`/proc/${name}/stat`, 'latin1').replace(/^.*\) /s, '').split(' ');
      return [{ pid: Number(name), parent: Number(parent), command: readFileSync(`/proc/${name}/cmdline`, 'latin1') }];
    } catch {
      return [];
    }
  });
}

/** Whether a process is there and no zombie. Linux only. */
export function isRunning(pid: number): boolean {
  return listProcesses().some((each) => each.pid === pid && each.command !== '');
}

/** Why nothing can be started in namespaces here; `undefined` where it can. */
export function findNoNamespaces(): string | undefined {
  const bwrap = findBwrap();
  if (bwrap === undefined) return 'bwrap is not installed';
  const { status, stderr } = spawnSync(bwrap, [...createBwrapArgs(process.execPath, listLoadedLibraries()), '--version'], { encoding: 'utf8' });
  return status === 0 ? undefined : `this system makes no namespaces: ${stderr.trim()}`;
}
