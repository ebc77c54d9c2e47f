/** How often each code occurs in the rows: the most frequent first, of equals the lower one. */
export function codesByFrequency(codes: Int32Array, rows: Uint32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (const row of rows) {
    const code = codes[row]!;
    counts.set(code, (counts.get(code) ?? 0) + 1);
  }
  return new Map([...counts].sort(([a, n], [b, m]) => m - n || a - b));
}
