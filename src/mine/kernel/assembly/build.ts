/**
 * Constants of the build, given to the compiler by scripts/kernel.mjs. FUSED: a product and a sum are rounded once
 * (relaxed SIMD). WIDE: products in blocks of 16 columns, which V8's revectoriser turns into 256-bit operations and
 * which would run out of registers without it. The order of every sum is the same with and without it.
 */
// @ts-ignore: defined by the compiler's --use
export const fused: i32 = FUSED;
// @ts-ignore: defined by the compiler's --use
export const wide: i32 = WIDE;
