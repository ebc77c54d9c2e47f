/**
 * The k-th least of the numbers, k from 1, whose order is changed (Hoare's FIND): a small share of the time of sorting
 * them.
 */
export function kthLeast(numbers: Float64Array, k: number): number {
  const wanted = k - 1;
  let low = 0;
  let high = numbers.length - 1;
  while (low < high) {
    const pivot = numbers[wanted] ?? NaN;
    let i = low;
    let j = high;
    while (i <= j) {
      while ((numbers[i] ?? NaN) < pivot) i++;
      while ((numbers[j] ?? NaN) > pivot) j--;
      if (i > j) break;
      const swapped = numbers[i] ?? NaN;
      numbers[i++] = numbers[j] ?? NaN;
      numbers[j--] = swapped;
    }
    if (j < wanted) low = i;
    if (wanted < i) high = j;
  }
  return numbers[wanted] ?? NaN;
}
