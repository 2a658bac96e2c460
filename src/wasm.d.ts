// What is used here of the WebAssembly JavaScript API, which TypeScript declares only together with the DOM.
export {};

declare global {
  namespace WebAssembly {
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
    function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
    class Module {
      constructor(bytes: Uint8Array<ArrayBuffer>);
    }
    class Instance {
      constructor(module: Module);
      readonly exports: Readonly<Record<string, unknown>>;
    }
    interface Memory {
      readonly buffer: ArrayBuffer;
    }
    interface Global {
      value: number;
    }
    const CompileError: ErrorConstructor;
    const RuntimeError: ErrorConstructor;
  }
}
