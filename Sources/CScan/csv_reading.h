/* Reading CSV, compiled once for each instruction set: instruction_sets.h includes it for each, with a NEXO_NAMED that makes
   the functions' names, and with NEXO_WIDE where thirty-two bytes are looked at at a time. */

#define stops NEXO_NAMED(stops)
#define closing_quote NEXO_NAMED(closing_quote)
#define csv_record NEXO_NAMED(csv_record)

#ifdef NEXO_WIDE
#define STEP 32
#define SHIFT 0
#else
#define STEP NEXO_BLOCK
#define SHIFT NEXO_MASK_SHIFT
#endif

/* Where cells may end among the STEP bytes at p: delimiters and line ends, a bit each (of those that SHIFT leaves, the lowest). */
static inline uint64_t stops(const uint8_t *p, uint8_t delimiter) {
#ifdef NEXO_WIDE
  __m256i x = _mm256_loadu_si256((const __m256i *)p);
  __m256i ends = _mm256_or_si256(_mm256_cmpeq_epi8(x, _mm256_set1_epi8('\n')), _mm256_cmpeq_epi8(x, _mm256_set1_epi8('\r')));
  return (uint32_t)_mm256_movemask_epi8(_mm256_or_si256(ends, _mm256_cmpeq_epi8(x, _mm256_set1_epi8((char)delimiter))));
#else
  nexo_block x = nexo_load(p);
  nexo_block ends = nexo_or(nexo_equal(x, nexo_fill('\n')), nexo_equal(x, nexo_fill('\r')));
  return nexo_mask(nexo_or(ends, nexo_equal(x, nexo_fill(delimiter)))) & SINGLE_BITS;
#endif
}

/* The next quote in [p, end), or end. */
static inline const uint8_t *closing_quote(const uint8_t *p, const uint8_t *end) {
#ifdef NEXO_WIDE
  const __m256i quote = _mm256_set1_epi8('"');
  while (end - p >= 32) {
    uint32_t m = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)p), quote));
    if (m) return p + __builtin_ctz(m);
    p += 32;
  }
#endif
  return nexo_find1(p, end, '"');
}

static const uint8_t *csv_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, uint8_t delimiter,
                                 const int32_t *slots, size_t columns, nexo_field *fields, uint64_t *present) {
  if (end - p < STEP) return NULL;
  uint64_t found = 0;
  const uint8_t *block = p;
  uint64_t mask = stops(block, delimiter);
  for (size_t column = 0; column < columns; column++) {
    const uint8_t *start = p;
    int form = NEXO_TEXT;
    size_t count;
    if (*p == '"') {
      start = ++p;
      for (;;) {
        p = closing_quote(p, end);
        if (end - p < 2) return NULL;
        if (p[1] != '"') break;
        form = NEXO_DOUBLED;
        p += 2;
      }
      count = (size_t)(p - start);
      p++;
      if (*p != delimiter && *p != '\n' && *p != '\r') return NULL;
      /* What stands in quotes ends nothing: look on from here. */
      if (end - p < STEP) return NULL;
      block = p;
      mask = stops(block, delimiter);
      mask &= mask - 1;
    } else {
      while (!mask) {
        block += STEP;
        if (end - block < STEP) return NULL;
        mask = stops(block, delimiter);
      }
      p = block + (__builtin_ctzll(mask) >> SHIFT);
      mask &= mask - 1;
      count = (size_t)(p - start);
    }
    int32_t slot = slots[column];
    if (slot >= 0) {
      uint64_t bit = (uint64_t)1 << (slot & 63);
      /* Of repeated columns the last counts, an empty cell included. */
      found = count ? found | bit : found & ~bit;
      if (count) {
        nexo_field *field = fields + (slot & 63);
        field->start = (int32_t)(start - base);
        field->count = (int32_t)count;
        field->form = (uint8_t)form;
      }
    }
    if (*p == delimiter) {
      p++;
      if (column + 1 == columns || p >= end) return NULL;
    } else if (column + 1 < columns) {
      return NULL;
    }
  }
  *present = found;
  return p;
}

#undef stops
#undef closing_quote
#undef csv_record
#undef STEP
#undef SHIFT
