/* Compiles the file NEXO_READING once for each instruction set: with a NEXO_NAMED that makes the functions' names, `_plain` and
   `_wide`, and for the latter, where the processor may look at thirty-two bytes at a time, with NEXO_WIDE. Included once by
   each file that has such functions, which defines the `_wide` names itself where NEXO_WIDE is not left defined. */
#define NEXO_NAMED(name) name##_plain
#include NEXO_READING
#undef NEXO_NAMED

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#define NEXO_WIDE
#define NEXO_NAMED(name) name##_wide
#include NEXO_READING
#undef NEXO_NAMED
#pragma clang attribute pop
#endif
