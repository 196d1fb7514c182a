#include "scan.h"

#if defined(__x86_64__)
#include <immintrin.h>
#endif

static inline const uint8_t *skip_space(const uint8_t *p, const uint8_t *end) {
  while (p < end && (*p == ' ' || *p == '\n' || *p == '\r' || *p == '\t')) p++;
  return p;
}

/* White space within a line. */
static inline const uint8_t *skip_blank(const uint8_t *p, const uint8_t *end) {
  while (p < end && (*p == ' ' || *p == '\r' || *p == '\t')) p++;
  return p;
}

static int is_hex(uint8_t c) { return (uint8_t)(c - '0') < 10 || (uint8_t)((c | 0x20) - 'a') < 6; }

static int is_quote(const uint8_t *p, const uint8_t *end, int quote) {
  return end - p >= quote && p[0] == '"' && p[quote - 1] == '"';
}

#define json_stop json_stop_plain
#define is_key is_key_plain
#define string_end string_end_plain
#define digits_end digits_end_plain
#define number_end number_end_plain
#define word_end word_end_plain
#define value_end value_end_plain
#define json_record json_record_plain
#include "json_reading.h"
#undef json_stop
#undef is_key
#undef string_end
#undef digits_end
#undef number_end
#undef word_end
#undef value_end
#undef json_record

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2,bmi,bmi2"))), apply_to = function)
#define NEXO_WIDE
#define json_stop json_stop_wide
#define is_key is_key_wide
#define string_end string_end_wide
#define digits_end digits_end_wide
#define number_end number_end_wide
#define word_end word_end_wide
#define value_end value_end_wide
#define json_record json_record_wide
#include "json_reading.h"
#undef json_stop
#undef is_key
#undef string_end
#undef digits_end
#undef number_end
#undef word_end
#undef value_end
#undef json_record
#pragma clang attribute pop

/* Whether the processor has what the wide functions need. */
static int is_wide(void) {
  /* 0: not asked yet; 1: no; 2: yes. */
  static int kind = 0;
  int known = __atomic_load_n(&kind, __ATOMIC_RELAXED);
  if (known == 0) {
    known = __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") ? 2 : 1;
    __atomic_store_n(&kind, known, __ATOMIC_RELAXED);
  }
  return known == 2;
}
#else
static int is_wide(void) { return 0; }
#define value_end_wide value_end_plain
#define json_record_wide json_record_plain
#endif

static const uint8_t *value_end(const uint8_t *p, const uint8_t *end, int quote, int *deep) {
  return is_wide() ? value_end_wide(p, end, quote, deep) : value_end_plain(p, end, quote, deep);
}

int nexo_json_valid(const uint8_t *p, size_t n, int quote) {
  int deep = 0;
  const uint8_t *after = value_end(p, p + n, quote, &deep);
  return deep ? -1 : after && skip_space(after, p + n) == p + n;
}

const uint8_t *nexo_json_end(const uint8_t *p, const uint8_t *end) {
  int deep = 0;
  return value_end(p, end, 1, &deep);
}

const uint8_t *nexo_json_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                const nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                uint64_t *structured) {
  return is_wide() ? json_record_wide(base, p, end, readable, keys, key_count, fields, present, structured)
                   : json_record_plain(base, p, end, readable, keys, key_count, fields, present, structured);
}
