import { Blob, bytesOf, concatBytes, File } from './blob.ts';

/** One value of a form. */
export type FormDataValue = string | File;

/** Names and values, as a form in a page sends them: XMLHttpRequest §4. */
export class FormData {
  #entries: (readonly [string, FormDataValue])[] = [];

  append(name: string, value: string | Blob, fileName?: string): void {
    this.#entries.push([name, toValue(value, fileName)]);
  }

  set(name: string, value: string | Blob, fileName?: string): void {
    const at = this.#entries.findIndex(([each]) => each === name);
    if (at === -1) {
      this.append(name, value, fileName);
      return;
    }
    this.#entries[at] = [name, toValue(value, fileName)];
    this.#entries = this.#entries.filter(([each], index) => each !== name || index === at);
  }

  delete(name: string): void {
    this.#entries = this.#entries.filter(([each]) => each !== name);
  }

  get(name: string): FormDataValue | null {
    return this.#entries.find(([each]) => each === name)?.[1] ?? null;
  }

  getAll(name: string): FormDataValue[] {
    return this.#entries.filter(([each]) => each === name).map(([, value]) => value);
  }

  has(name: string): boolean {
    return this.#entries.some(([each]) => each === name);
  }

  forEach(visit: (value: FormDataValue, name: string, form: FormData) => void, self?: unknown): void {
    for (const [name, value] of this.#entries) Reflect.apply(visit, self, [value, name, this]);
  }

  *entries(): Generator<[string, FormDataValue], undefined> {
    for (const [name, value] of this.#entries) yield [name, value];
    return undefined;
  }

  *keys(): Generator<string, undefined> {
    for (const [name] of this.#entries) yield name;
    return undefined;
  }

  *values(): Generator<FormDataValue, undefined> {
    for (const [, value] of this.#entries) yield value;
    return undefined;
  }

  [Symbol.iterator](): Generator<[string, FormDataValue], undefined> {
    return this.entries();
  }

  get [Symbol.toStringTag](): string {
    return 'FormData';
  }
}

function toValue(value: string | Blob, fileName?: string): FormDataValue {
  if (!(value instanceof Blob)) return String(value);
  if (value instanceof File && fileName === undefined) return value;
  return new File([value], fileName ?? 'blob', { type: value.type });
}

/** Writes a form as `multipart/form-data`: HTML §4.10.21.8, RFC 7578. */
export function encodeFormData(form: FormData, boundary: string): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const parts = [...form].flatMap(([name, value]) => {
    const isFile = value instanceof File;
    const disposition = `Content-Disposition: form-data; name="${escapeName(name)}"${isFile ? `; filename="${escapeName(value.name, false)}"` : ''}`;
    const type = isFile ? `\r\nContent-Type: ${value.type === '' ? 'application/octet-stream' : value.type}` : '';
    const content = isFile ? bytesOf(value) : encoder.encode(unifyLines(value));
    return [encoder.encode(`--${boundary}\r\n${disposition}${type}\r\n\r\n`), content, encoder.encode('\r\n')];
  });
  return concatBytes([...parts, encoder.encode(`--${boundary}--\r\n`)]);
}

// A name with a quotation mark or a line break would end its header early.
function escapeName(name: string, unify = true): string {
  return (unify ? unifyLines(name) : name).replaceAll('\n', '%0A').replaceAll('\r', '%0D').replaceAll('"', '%22');
}

function unifyLines(text: string): string {
  return text.replace(/\r?\n|\r/g, '\r\n');
}
