/* Whether the processor has what functions need that look at thirty-two bytes at a time. */
#ifndef NEXO_WIDE_H
#define NEXO_WIDE_H

#if defined(__x86_64__)
#include <immintrin.h>
static inline int is_wide(void) {
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2");
}
#else
static inline int is_wide(void) { return 0; }
#endif

#endif
