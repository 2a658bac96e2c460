import { defineProblems } from '../define-problems.ts';

/** User interfaces: PLX133x while they are bundled, PLX413x in the host. */
export const uiProblems = defineProblems({
  PLX1330: {
    severity: 'error',
    message: 'the browser has no "{specifier}"{chain}',
    hint: 'import only types from it ("import type"), and call the plugin with callAction() of "plexi-plugin/ui"',
    why: 'A module that begins with `\'use client\'` runs in the browser of a user, in a frame that nothing else reaches into. The capabilities of `plexi-plugin/sdk` exist only in the host’s sandbox.',
    fix: 'Move the work into `getContext` or `handleAction` of the plugin’s class, and call it from the component:\n\n```tsx\nimport { callAction } from \'plexi-plugin/ui\';\n\nawait callAction(\'refresh\', { city: \'Oslo\' });\n```',
  },
  PLX1331: {
    severity: 'error',
    message: '"{file}" cannot be called "{name}" in browsers: {reason}',
    hint: 'rename the file, or the page in "ui_pages"',
    why: 'A module that begins with `\'use client\'` becomes a file in `dist/frames` that is named after it; so does a page, by its name in `ui_pages`. Two of them cannot have one name, and the name is part of addresses: letters, digits, "-" and "_".',
    fix: 'Rename one of the files and the imports of it, or one of the pages in `ui_pages`.',
  },
  PLX1332: {
    severity: 'error',
    message: 'the sandbox has no "{specifier}"{chain}',
    hint: 'write \'use client\' as the first line of a module with components: then it runs in the browser',
    why: 'React and `plexi-plugin/ui` are there in the frame that shows a plugin’s components. The class of the plugin runs in the host’s sandbox, which has neither.',
    fix: 'Keep components in modules of their own that begin with `\'use client\'`. The plugin’s class may import them: it gets a reference, which `getComponent` returns.\n\n```tsx\n\'use client\';\n\nexport function Widget() {\n  return <p>Hello</p>;\n}\n```',
  },
  PLX1333: {
    severity: 'error',
    message: 'the page "{page}" {problem}',
    hint: '{advice}',
    why: 'A page of a plugin is shown in a frame whose content security policy lets nothing be loaded from anywhere, and lets only those scripts run that were there when the plugin was packed. Attributes such as `onclick` are scripts that cannot be named in such a policy.',
    fix: 'Keep scripts, styles and pictures as files beside the page: they become part of it. Instead of `onclick="…"` write `element.addEventListener(\'click\', …)` in a script.',
  },
  PLX1334: {
    severity: 'error',
    message: '{path} has {size} bytes, and a frame takes at most {limit}',
    hint: 'leave out large packages and pictures; ask the plugin for data when it is needed',
    why: 'What a frame shows is sent to every user who sees it. Pictures and fonts that a component or page uses are inside of it, because it can load nothing.',
    fix: 'Look for what is large: a package that is used a little, a photograph, a font with all its weights.',
  },
  PLX1335: {
    severity: 'error',
    message: 'the text of {path} would end the element it is put into',
    hint: 'look for "</script", "</style" or "<!--" in texts of the code, and write them in two parts: "</" + "script"',
    why: 'Scripts and styles are put into the document of a frame. A text such as `</script` ends the element there, whatever the programming language thinks of it.',
    fix: 'Take the text apart where the code needs it.',
  },
  PLX4130: {
    severity: 'error',
    message: 'the user interface of the plugin cannot be used: {problem}',
    hint: 'build or install the plugin again',
    why: 'The files in `dist/frames` are not what `plexi-plugin build` writes: one is missing, was changed, or asks for more than a frame may do.',
    fix: 'Run `plexi-plugin build` in the plugin’s folder, or install the plugin again. The content security policy cannot be changed by a plugin.',
  },
  PLX4131: {
    severity: 'error',
    message: 'there is no "{what}" in {plugin}',
    hint: 'ask for something that list() names',
    why: 'A page asked for a component or page that the plugin does not have, or does not have any more.',
    fix: 'Load the list of the mount point again.',
  },
  PLX4132: {
    severity: 'error',
    message: 'the theme of {plugin} cannot be used: {problem}',
    hint: 'return tokens with plain values: colours, lengths, fonts',
    why: 'The tokens of a theme become CSS variables of the host’s own pages. A value that holds more than a plain value could change what pages look like in ways that nobody asked for, or load something.',
    fix: 'Write values such as `#5b4be0`, `8px` or `system-ui, sans-serif`. Names consist of lower-case words with "-" between them.',
  },
});
