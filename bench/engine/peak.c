/* What one core can do at most: multiply-adds on independent accumulators in registers, in vectors of 16 and of 32 bytes.
   Prints GFLOP/s as JSON. cc -O2 -march=native -ffp-contract=fast */
#include <stdio.h>
#include <time.h>

#define ACCUMULATORS 12
#define ROUNDS 4000000L

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec + now.tv_nsec * 1e-9;
}

#define PROBE(bytes)                                                              \
  typedef float vector##bytes __attribute__((vector_size(bytes)));                \
  static double probe##bytes(void) {                                              \
    vector##bytes sums[ACCUMULATORS] = {{0}}, a, b;                               \
    for (unsigned i = 0; i < bytes / 4; i++) a[i] = 0.999f, b[i] = 0.001f;        \
    double best = 0;                                                              \
    for (int repeat = 0; repeat < 5; repeat++) {                                  \
      double begun = seconds();                                                   \
      for (long round = 0; round < ROUNDS; round++) {                             \
        _Pragma("GCC unroll 12") for (int i = 0; i < ACCUMULATORS; i++)           \
          sums[i] = sums[i] * a + b;                                              \
      }                                                                           \
      double rate = 2.0 * (bytes / 4) * ACCUMULATORS * ROUNDS / (seconds() - begun) / 1e9; \
      if (rate > best) best = rate;                                               \
    }                                                                             \
    volatile float sink = 0;                                                      \
    for (int i = 0; i < ACCUMULATORS; i++) sink += sums[i][0];                    \
    return best;                                                                  \
  }

PROBE(16)
PROBE(32)

int main(void) {
  printf("{\"128 bit\":%.1f,\"256 bit\":%.1f}\n", probe16(), probe32());
}
