import { BUNDLE_FILE } from './source-stack.ts';

const PLACE = new RegExp(`${BUNDLE_FILE}:(\\d{1,9}):\\d{1,9}`);
const LOOP = /^(?:\w+: )?(?:for|while|do)\b/;
const LINES_AHEAD = 200;

/**
 * Makes the innermost frame of a stopped plugin lead to the loop it was in.
 *
 * The engine remembers the places of calls, not of loops: for `while (true) {}` it tells the last call before it, or
 * where the function begins.
 *
 * @param stack - As the engine tells it.
 * @param code - The bundle.
 */
export function pointAtLoop(stack: string, code: string): string {
  return stack.replace(PLACE, (place, line: string) => {
    const loop = findLoop(code, Number(line));
    return loop === undefined ? place : `${BUNDLE_FILE}:${loop.line}:${loop.column}`;
  });
}

// Bundles are printed with one statement a line, indented by depth: the loop is the first line from here on that
// starts one, before the block ends.
function findLoop(code: string, line: number): { readonly line: number; readonly column: number } | undefined {
  const lines = code.split('\n', line + LINES_AHEAD);
  const depth = indentOf(lines[line - 1] ?? '');
  for (let at = line - 1; at < lines.length; at++) {
    const text = lines[at] ?? '';
    const indent = indentOf(text);
    if (indent === text.length) continue;
    if (at >= line && (indent < depth || (indent === depth && text[indent] === '}'))) return undefined;
    if (LOOP.test(text.slice(indent))) return { line: at + 1, column: indent + 1 };
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
