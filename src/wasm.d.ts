// What is used here of the WebAssembly JavaScript API, which TypeScript declares only together with the DOM.
export {};

declare global {
  namespace WebAssembly {
    function compile(bytes: Uint8Array<ArrayBuffer>): Promise<Module>;
    function validate(bytes: Uint8Array<ArrayBuffer>): boolean;
    const Module: new (bytes: Uint8Array<ArrayBuffer>) => Module;
    interface Instance {
      readonly exports: Readonly<Record<string, unknown>>;
    }
    const Instance: new (module: Module) => Instance;
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
