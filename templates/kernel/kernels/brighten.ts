// AssemblyScript: a language of its own that looks like TypeScript. "npm run kernel" makes brighten.wasm of this file.

/** Says where a picture of so many bytes can be put. The memory grows until there is room; the next picture gets the same place. */
export function reserve(length: i32): usize {
  const pages = <i32>((__heap_base + length + 16 + 0xffff) >>> 16);
  const missing = pages - memory.size();
  if (missing > 0 && memory.grow(missing) < 0) unreachable();
  return __heap_base;
}

/** Raises every byte by the same amount. */
export function brighten(address: usize, length: i32, amount: i32): void {
  add(address, length, i8x16.splat(<i8>amount));
}

/** The same for red, green and blue, four bytes a pixel; how opaque a pixel is stays as it was. */
export function brightenColours(address: usize, length: i32, amount: i32): void {
  add(address, length, i32x4.splat(amount * 0x010101));
}

/** Sixteen bytes at a time, and none above 255. The last step may go beyond the end: "reserve" has left room for it. */
function add(address: usize, length: i32, amounts: v128): void {
  const end = address + length;
  for (let at = address; at < end; at += 16) v128.store(at, i8x16.add_sat_u(v128.load(at), amounts));
}
