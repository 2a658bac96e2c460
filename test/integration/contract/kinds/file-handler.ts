import { inClass, type BrokenKind } from './broken-plugin.ts';

const handler = (body: string): string => inClass('FileHandler', body);

export const brokenFileHandlers: BrokenKind = {
  kind: 'file-handler',
  code: 'PLX4312',
  manifest: { permissions: ['files.read', 'messages.write'] },
  plugins: [
    { what: 'hears of no file', code: handler('onLoad() {}'), check: 'hears of files', reason: 'no hook such as "onFileUploaded"' },
    { what: 'fails at pictures', code: handler(`onFileUploaded({ file }: any) { if (file.mediaType.startsWith('image/')) file.width.toFixed(); }`), check: 'handles ordinary files', reason: 'cannot read property' },
    { what: 'takes a first word for granted', code: handler(`async onFileUploaded({ file }: any) { (await this.files.text(file.id)).match(/\\S+/)![0]; }`), check: 'handles an empty file', reason: 'cannot read property' },
    { what: 'takes an extension for granted', code: handler(`onFileUploaded({ file }: any) { file.name.match(/\\.(\\w+)$/)[1].toLowerCase(); }`), check: 'handles every name', reason: 'cannot read property' },
    { what: 'believes that JSON is JSON', code: handler(`async onFileUploaded({ file }: any) { if (file.mediaType === 'application/json' && file.size > 0) JSON.parse(await this.files.text(file.id)); }`), check: 'handles files that are not what they say', reason: 'SyntaxError' },
    { what: 'backtracks on a long line', code: handler(`async onFileUploaded({ file }: any) { if (file.size > 1_000 && file.mediaType === 'text/plain') /^(x+x+)+y$/.test((await this.files.text(file.id)).slice(0, 5_000)); }`), check: 'handles a large file', reason: 'PLX40' },
    { what: 'wants to have seen every file', code: handler(`known = new Map<string, string[]>();\nonFileUploaded({ file }: any) { this.known.set(file.id, []); }\nonFileDeleted({ file }: any) { this.known.get(file.id)!.push('gone'); }`), check: 'handles a file that is gone', reason: 'cannot read property' },
    { what: 'cannot stand an event twice', code: handler(`seen = new Set<string>();\nonFileUploaded({ id }: any) {\n  if (this.seen.has(id)) throw new Error('again');\n  this.seen.add(id);\n}`), check: 'handles the same file event twice', reason: 'again' },
    { what: 'does one file at a time', code: handler(`busy = false;\nasync onFileUploaded() {\n  if (this.busy) throw new Error('busy');\n  this.busy = true;\n  await this.storage.set('x', 1);\n  this.busy = false;\n}`), check: 'keeps up with many files at once', reason: 'busy' },
  ],
};
