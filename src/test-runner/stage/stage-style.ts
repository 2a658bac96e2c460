/** The style of an element: what is set is there, and nothing is computed. */
export interface StageStyle {
  [name: string]: unknown;
  setProperty(name: string, value: string): void;
  removeProperty(name: string): void;
  getPropertyValue(name: string): string;
  [Symbol.iterator](): Iterator<string>;
}

/** Makes an empty style. */
export function createStyle(): StageStyle {
  const values = new Map<string, string>();
  return {
    setProperty(name, value) {
      values.set(name, value);
    },
    removeProperty(name) {
      values.delete(name);
    },
    getPropertyValue: (name) => values.get(name) ?? '',
    [Symbol.iterator]: () => values.keys(),
  };
}
