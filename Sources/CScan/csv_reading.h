/* Reading CSV, compiled once for each instruction set: instruction_sets.h includes it for each, with a NEXO_NAMED that makes
   the functions' names, and with NEXO_WIDE where thirty-two bytes are looked at at a time. */

#define stops NEXO_NAMED(stops)
#define closing_quote NEXO_NAMED(closing_quote)
#define csv_record NEXO_NAMED(csv_record)

#ifdef NEXO_WIDE
#define STEP 64
#define SHIFT 0
#else
#define STEP NEXO_BLOCK
#define SHIFT NEXO_MASK_SHIFT
#endif

#ifdef NEXO_WIDE
/* A bit for each of the 64 bytes at p that is `c`. */
static inline uint64_t NEXO_NAMED(equal)(const uint8_t *p, uint8_t c) {
  const __m256i same = _mm256_set1_epi8((char)c);
  uint32_t low = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)p), same));
  uint32_t high = (uint32_t)_mm256_movemask_epi8(_mm256_cmpeq_epi8(_mm256_loadu_si256((const __m256i *)(p + 32)), same));
  return low | (uint64_t)high << 32;
}
#endif

/* Where cells may end among the STEP bytes at p: delimiters and line ends, a bit each (of those that SHIFT leaves, the lowest). */
static inline uint64_t stops(const uint8_t *p, uint8_t delimiter) {
#ifdef NEXO_WIDE
  const __m256i d = _mm256_set1_epi8((char)delimiter), lf = _mm256_set1_epi8('\n'), cr = _mm256_set1_epi8('\r');
  __m256i x = _mm256_loadu_si256((const __m256i *)p), y = _mm256_loadu_si256((const __m256i *)(p + 32));
  __m256i a = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(x, lf), _mm256_cmpeq_epi8(x, cr)), _mm256_cmpeq_epi8(x, d));
  __m256i b = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(y, lf), _mm256_cmpeq_epi8(y, cr)), _mm256_cmpeq_epi8(y, d));
  return (uint32_t)_mm256_movemask_epi8(a) | (uint64_t)(uint32_t)_mm256_movemask_epi8(b) << 32;
#else
  nexo_block x = nexo_load(p);
  nexo_block ends = nexo_or(nexo_equal(x, nexo_fill('\n')), nexo_equal(x, nexo_fill('\r')));
  return nexo_mask(nexo_or(ends, nexo_equal(x, nexo_fill(delimiter)))) & SINGLE_BITS;
#endif
}

/* The quote that closes the cell whose text begins at p, or NULL when it does not stand before the last byte. Two quotes in a
   row are a part of the text, which sets `form`. */
static inline const uint8_t *closing_quote(const uint8_t *p, const uint8_t *end, int *form) {
#ifdef NEXO_WIDE
  const uint64_t even = 0x5555555555555555ull;
  while (end - p > 64) {
    uint64_t quotes = NEXO_NAMED(equal)(p, '"');
    /* Quotes at the block's end may go on behind it: they are looked at again from the first one on. */
    uint64_t others = ~quotes;
    if (!others) break;
    int cut = (int)__builtin_clzll(others);
    if (cut) quotes &= ~(uint64_t)0 >> cut;
    /* A run of quotes closes the cell with its last one when their number is odd: adding its first one carries behind it, to a
       place whose parity is another than the first one's. */
    uint64_t first = quotes & ~(quotes << 1);
    uint64_t from_even = (quotes + (first & even)) & ~quotes, from_odd = (quotes + (first & ~even)) & ~quotes;
    uint64_t behind = (from_even & ~even) | (from_odd & even);
    if (behind) {
      int close = __builtin_ctzll(behind) - 1;
      if (quotes & (((uint64_t)1 << close) - 1)) *form = NEXO_DOUBLED;
      return p + close;
    }
    if (quotes) *form = NEXO_DOUBLED;
    p += 64 - cut;
  }
#endif
  for (;;) {
    p = nexo_find1(p, end, '"');
    if (end - p < 2) return NULL;
    if (p[1] != '"') return p;
    *form = NEXO_DOUBLED;
    p += 2;
  }
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
      p = closing_quote(p, end, &form);
      if (!p) return NULL;
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
