// AssemblyScript: a language of its own that looks like TypeScript. "npm run kernel" makes brighten.wasm of this file.

/** Says where a picture of so many bytes can be put. The memory grows until there is room; the next picture gets the same place. */
export function reserve(length: i32): usize {
  const pages = <i32>((__heap_base + length + 0xffff) >>> 16);
  const missing = pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return __heap_base;
}

/** Raises every byte by the same amount. */
export function brighten(address: usize, length: i32, amount: i32): void {
  const end = address + length;
  for (let at = address; at < end; at++) raise(at, amount);
}

/** The same for red, green and blue, four bytes a pixel; how opaque a pixel is stays as it was. */
export function brightenColours(address: usize, length: i32, amount: i32): void {
  const end = address + length;
  for (let at = address; at < end; at += 4) {
    raise(at, amount);
    raise(at + 1, amount);
    raise(at + 2, amount);
  }
}

// @ts-ignore: decorator
@inline
function raise(at: usize, amount: i32): void {
  store<u8>(at, min(255, <i32>load<u8>(at) + amount));
}
