import { BUNDLE_FILE } from './source-stack.ts';

const PLACE = new RegExp(`${BUNDLE_FILE}:(\\d{1,9}):\\d{1,9}`);
const LOOP = /^(?:\w+: )?(?:for|while|do)\b/;
const CONTROL = /^(?:\w+: )?(?:\} )?(?:if|else|switch|case|default|try|catch|finally|\{$)/;
const FUNCTION = /(?:\)|=>) \{$/;
const OPENS = /[{([]$/;
const CLOSES = /^[})\]]/;
const LINES_AHEAD = 5_000;

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
// starts one, before the block ends. What other functions, classes and objects hold on the way is not looked into.
function findLoop(code: string, line: number): { readonly line: number; readonly column: number } | undefined {
  const lines = code.split('\n', line + LINES_AHEAD);
  const depth = indentOf(lines[line - 1] ?? '');
  let skipped: number | undefined;
  for (let at = line - 1; at < lines.length; at++) {
    const text = lines[at] ?? '';
    const indent = indentOf(text);
    if (indent === text.length || (skipped !== undefined && indent > skipped)) continue;
    const statement = text.slice(indent);
    const endsSkipped = indent === skipped && CLOSES.test(statement);
    skipped = undefined;
    if (endsSkipped) continue;
    if (at >= line && (indent < depth || (indent === depth && statement.startsWith('}')))) return undefined;
    if (LOOP.test(statement)) return { line: at + 1, column: indent + 1 };
    const isEntered = CONTROL.test(statement) || (at === line - 1 && FUNCTION.test(statement));
    if (OPENS.test(statement) && !isEntered) skipped = indent;
  }
  return undefined;
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
