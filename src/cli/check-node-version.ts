const NEEDED = [20, 19] as const;

/**
 * Says what is wrong with a version of Node.js: `PLX0005`, without the catalogue, which is loaded later.
 *
 * @returns The problem on two lines, or `undefined` when plexi-plugin runs on that version.
 */
export function checkNodeVersion(version: string): string | undefined {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return undefined;
  const needed = `${NEEDED.join('.')} or later`;
  return (
    `PLX0005: this Node.js is ${version}, and plexi-plugin needs ${needed}\n` +
    `  hint: install Node.js ${needed}, for example with "nvm install 22"`
  );
}
