/* Vectors of float64, a multiple of 16 bytes long. */

// @ts-ignore: decorator
@inline
export function dot(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = even;
  let i: usize = 0;
  for (const end = bytes & ~31; i < end; i += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a + i), v128.load(b + i)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + i, 16), v128.load(b + i, 16)));
  }
  for (; i < bytes; i += 16) even = f64x2.add(even, f64x2.mul(v128.load(a + i), v128.load(b + i)));
  return sum(f64x2.add(even, odd));
}

/** to += factor * a */
// @ts-ignore: decorator
@inline
export function addMultiple(to: usize, a: usize, factor: f64, bytes: usize): void {
  const v = f64x2.splat(factor);
  for (let i: usize = 0; i < bytes; i += 16)
    v128.store(to + i, f64x2.add(v128.load(to + i), f64x2.mul(v, v128.load(a + i))));
}

// @ts-ignore: decorator
@inline
export function sum(v: v128): f64 {
  return f64x2.extract_lane(v, 0) + f64x2.extract_lane(v, 1);
}
