import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { createRandom } from '../../../src/dataset/random';
import { createSha256 } from '../../../src/dataset/bytes/sha256';

test('the digest of bytes in parts is that of Node', () => {
  const random = createRandom(1);
  for (let length = 0; length < 300; length++) {
    const bytes = Uint8Array.from({ length }, () => random.integer(256));
    const digest = createSha256();
    for (let from = 0; from < length;) {
      const to = from + 1 + random.integer(150);
      digest.update(bytes.subarray(from, to));
      from = to;
    }
    expect(digest.finish()).toBe(createHash('sha256').update(bytes).digest('hex'));
  }
});
