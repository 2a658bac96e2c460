/** A JSON object of which nothing is known yet. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Stops with what is wrong with a JSON value. */
export type Refuse = (problem: string) => never;

/** Walks parsed JSON and refuses, by name, whatever is not of the expected type. */
export class JsonReader {
  readonly #refuse: Refuse;
  readonly #value: unknown;
  readonly #path: string;

  /** @param refuse - Called with the problem, for example `"size" is not a text`. */
  constructor(value: unknown, refuse: Refuse, path = '') {
    this.#refuse = refuse;
    this.#value = value;
    this.#path = path;
  }

  /** The value of a key; reading goes on even when it is absent, and then refuses. */
  at(key: string): JsonReader {
    const object = this.object();
    const value = Object.hasOwn(object, key) ? object[key] : undefined;
    return new JsonReader(value, this.#refuse, this.#path === '' ? key : `${this.#path}.${key}`);
  }

  /** The value of a key that may be absent. */
  optional(key: string): JsonReader | undefined {
    return Object.hasOwn(this.object(), key) ? this.at(key) : undefined;
  }

  isNull(): boolean {
    return this.#value === null;
  }

  isTrue(): boolean {
    return this.#value === true;
  }

  isText(): boolean {
    return typeof this.#value === 'string';
  }

  object(): JsonObject {
    const value = this.#value;
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : this.refuse('an object');
  }

  list(): readonly JsonReader[] {
    const value: unknown = this.#value;
    if (!Array.isArray(value)) return this.refuse('a list');
    return value.map((item: unknown, index) => new JsonReader(item, this.#refuse, `${this.#path}[${index}]`));
  }

  text(): string {
    return typeof this.#value === 'string' ? this.#value : this.refuse('a text');
  }

  /** A whole number from 0 to `most`. */
  count(most = Number.MAX_SAFE_INTEGER): number {
    const value = this.#value;
    const isCount = Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most;
    return isCount ? (value as number) : this.refuse(`a whole number up to ${most}`);
  }

  /** One of some texts or numbers. */
  oneOf<const Value extends string | number>(...values: readonly Value[]): Value {
    return values.find((value) => value === this.#value) ?? this.refuse(values.map((value) => JSON.stringify(value)).join(' or '));
  }

  /** A text of some form. */
  matching<Text extends string>(is: (value: unknown) => value is Text, expected: string): Text {
    return is(this.#value) ? this.#value : this.refuse(expected);
  }

  refuse(expected: string): never {
    return this.#refuse(this.#path === '' ? `it is not ${expected}` : `"${this.#path}" is not ${expected}`);
  }
}
