/** Whether a script or style can stand inside its element: it must not end the element, nor change how the rest is read. */
export function fitsElement(text: string, element: 'script' | 'style'): boolean {
  if (new RegExp(`</${element}`, 'i').test(text)) return false;
  // After these two, `</script>` does not end a script any more.
  return element === 'style' || !/<!--[\s\S]*<script/i.test(text);
}
