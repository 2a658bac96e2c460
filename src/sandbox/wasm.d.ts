// What this room uses of the WebAssembly JavaScript API, which TypeScript declares only together with the DOM.
export {};

declare global {
  namespace WebAssembly {
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
    function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
    interface Global {
      value: number;
    }
    const RuntimeError: ErrorConstructor;
  }
}
