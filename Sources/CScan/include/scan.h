/* Searching and checking bytes, sixteen at a time where the processor can. Every function reads only [p, end). */
#ifndef NEXO_SCAN_H
#define NEXO_SCAN_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#if defined(__SSE2__)
#include <emmintrin.h>
#define NEXO_BLOCK 16
typedef __m128i nexo_block;
static inline nexo_block nexo_load(const uint8_t *p) { return _mm_loadu_si128((const __m128i *)p); }
static inline nexo_block nexo_fill(uint8_t c) { return _mm_set1_epi8((char)c); }
static inline nexo_block nexo_equal(nexo_block a, nexo_block b) { return _mm_cmpeq_epi8(a, b); }
static inline nexo_block nexo_or(nexo_block a, nexo_block b) { return _mm_or_si128(a, b); }
/* Bytes that are at most `limit`. */
static inline nexo_block nexo_at_most(nexo_block a, nexo_block limit) {
  return _mm_cmpeq_epi8(_mm_min_epu8(a, limit), a);
}
/* One bit a byte, the first byte's lowest; shift is the bits a byte takes. */
#define NEXO_MASK_SHIFT 0
static inline uint64_t nexo_mask(nexo_block a) { return (uint64_t)(uint32_t)_mm_movemask_epi8(a); }
#elif defined(__aarch64__)
#include <arm_neon.h>
#define NEXO_BLOCK 16
typedef uint8x16_t nexo_block;
static inline nexo_block nexo_load(const uint8_t *p) { return vld1q_u8(p); }
static inline nexo_block nexo_fill(uint8_t c) { return vdupq_n_u8(c); }
static inline nexo_block nexo_equal(nexo_block a, nexo_block b) { return vceqq_u8(a, b); }
static inline nexo_block nexo_or(nexo_block a, nexo_block b) { return vorrq_u8(a, b); }
static inline nexo_block nexo_at_most(nexo_block a, nexo_block limit) { return vcleq_u8(a, limit); }
/* Narrowing leaves four bits a byte. */
#define NEXO_MASK_SHIFT 2
static inline uint64_t nexo_mask(nexo_block a) {
  return vget_lane_u64(vreinterpret_u64_u8(vshrn_n_u16(vreinterpretq_u16_u8(a), 4)), 0);
}
#endif

/* The first of three bytes in [p, end), or end. */
static inline const uint8_t *nexo_find3(const uint8_t *p, const uint8_t *end, uint8_t a, uint8_t b, uint8_t c) {
#ifdef NEXO_BLOCK
  const nexo_block va = nexo_fill(a), vb = nexo_fill(b), vc = nexo_fill(c);
  while (end - p >= NEXO_BLOCK) {
    nexo_block x = nexo_load(p);
    uint64_t m = nexo_mask(nexo_or(nexo_or(nexo_equal(x, va), nexo_equal(x, vb)), nexo_equal(x, vc)));
    if (m) return p + (__builtin_ctzll(m) >> NEXO_MASK_SHIFT);
    p += NEXO_BLOCK;
  }
#endif
  while (p < end && *p != a && *p != b && *p != c) p++;
  return p;
}

/* The first `c` in [p, end), or end. */
static inline const uint8_t *nexo_find1(const uint8_t *p, const uint8_t *end, uint8_t c) {
#ifdef NEXO_BLOCK
  const nexo_block vc = nexo_fill(c);
  while (end - p >= NEXO_BLOCK) {
    uint64_t m = nexo_mask(nexo_equal(nexo_load(p), vc));
    if (m) return p + (__builtin_ctzll(m) >> NEXO_MASK_SHIFT);
    p += NEXO_BLOCK;
  }
#endif
  while (p < end && *p != c) p++;
  return p;
}

/* The first quote, backslash or control character in [p, end), or end: where the plain run of a JSON string stops. */
static inline const uint8_t *nexo_find_json_stop(const uint8_t *p, const uint8_t *end) {
#ifdef NEXO_BLOCK
  const nexo_block quote = nexo_fill('"'), back = nexo_fill('\\'), control = nexo_fill(0x1F);
  while (end - p >= NEXO_BLOCK) {
    nexo_block x = nexo_load(p);
    uint64_t m = nexo_mask(nexo_or(nexo_or(nexo_equal(x, quote), nexo_equal(x, back)), nexo_at_most(x, control)));
    if (m) return p + (__builtin_ctzll(m) >> NEXO_MASK_SHIFT);
    p += NEXO_BLOCK;
  }
#endif
  while (p < end && *p != '"' && *p != '\\' && *p > 0x1F) p++;
  return p;
}

/* A hash of `n` bytes that differs, in all likelihood, whenever the bytes do. Within one process only: another machine may
   give another one. */
uint64_t nexo_fingerprint(const uint8_t *p, size_t n, uint64_t seed);

/* How many lines end in [p, end), at LF, CRLF or CR; `before` is the byte before p. */
static inline size_t nexo_count_line_ends(const uint8_t *p, const uint8_t *end, uint8_t before) {
  size_t n = 0;
  if (p < end) {
    n += *p == '\r' || (*p == '\n' && before != '\r');
    p++;
  }
  while (p < end) {
    /* No more than a byte can count, so that compilers count sixteen bytes at a time. */
    size_t step = end - p < 255 ? (size_t)(end - p) : 255;
    uint8_t some = 0;
    for (size_t i = 0; i < step; i++) some += (p[i] == '\r') | ((p[i] == '\n') & (p[i - 1] != '\r'));
    n += some;
    p += step;
  }
  return n;
}

/* Copies [p, p + n) to `out`, of two quotes in a row only one; returns how many bytes that makes. */
static inline size_t nexo_undouble(uint8_t *out, const uint8_t *p, size_t n) {
  size_t length = 0;
  for (size_t i = 0; i < n; i++) {
    out[length++] = p[i];
    i += p[i] == '"';
  }
  return length;
}

/* The milliseconds since 1970 that `YYYY-MM-DDTHH:MM:SSZ` or `YYYY-MM-DDTHH:MM:SS.mmmZ` (or a space for the T) states, for the
   years 1970 to 2262; -1 for anything else, which may still be a timestamp in another form. */
static inline int64_t nexo_utc_timestamp(const uint8_t *p, size_t n) {
  static const uint8_t month_days[] = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  static const uint16_t days_before[] = {0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334};
  uint64_t a, b, c = 0;
  if (n != 20 && n != 24) return -1;
  memcpy(&a, p, 8);
  memcpy(&b, p + 8, 8);
  memcpy(&c, p + 16, n - 16);
  if (n == 20) c = (c & 0xFFFFFF) | (c >> 24 == 'Z' ? 0x5A3030302E000000ull : 0);
  if (p[10] == ' ') b ^= (uint64_t)(' ' ^ 'T') << 16;
  /* Against `0000-00-`, `00T00:00` and `:00.000Z` (first byte lowest) a digit leaves its value and a mark nothing. */
  a ^= 0x2D30302D30303030ull;
  b ^= 0x30303A3030543030ull;
  c ^= 0x5A3030302E30303Aull;
  const uint64_t six = 0x0606060606060606ull, high = 0xF0F0F0F0F0F0F0F0ull;
  unsigned bad = (((a | (a + six)) | (b | (b + six)) | (c | (c + six))) & high) != 0 ||
                 ((a & 0xFF0000FF00000000ull) | (b & 0x0000FF0000FF0000ull) | (c & 0xFF000000FF0000FFull)) != 0;
#define NEXO_DIGIT(word, i) ((unsigned)(word >> ((i) * 8)) & 15)
  unsigned year = NEXO_DIGIT(a, 0) * 1000 + NEXO_DIGIT(a, 1) * 100 + NEXO_DIGIT(a, 2) * 10 + NEXO_DIGIT(a, 3);
  unsigned month = NEXO_DIGIT(a, 5) * 10 + NEXO_DIGIT(a, 6), day = NEXO_DIGIT(b, 0) * 10 + NEXO_DIGIT(b, 1);
  unsigned hour = NEXO_DIGIT(b, 3) * 10 + NEXO_DIGIT(b, 4), minute = NEXO_DIGIT(b, 6) * 10 + NEXO_DIGIT(b, 7);
  unsigned second = NEXO_DIGIT(c, 1) * 10 + NEXO_DIGIT(c, 2);
  unsigned milliseconds = NEXO_DIGIT(c, 4) * 100 + NEXO_DIGIT(c, 5) * 10 + NEXO_DIGIT(c, 6);
#undef NEXO_DIGIT
  if (bad || year < 1970 || year > 2262 || month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59)
    return -1;
  unsigned leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
  if (day > month_days[month] + (leap && month == 2)) return -1;
  unsigned past = year - 1;
  int64_t days = (int64_t)past * 365 + past / 4 - past / 100 + past / 400 - 719162 + days_before[month] +
                 (leap && month > 2) + day - 1;
  return ((days * 24 + hour) * 60 + minute) * 60000 + (int64_t)second * 1000 + milliseconds;
}

/* The 128 bits of the UUID in its usual form of 36 bytes at `p`, any case; 0 when it is none. */
static inline int nexo_uuid(const uint8_t *p, uint64_t *high, uint64_t *low) {
  uint64_t words[4], bad = 0;
  uint32_t values[4];
  memcpy(&words[0], p, 8);
  memcpy(&words[1], p + 9, 4);
  memcpy((uint8_t *)&words[1] + 4, p + 14, 4);
  memcpy(&words[2], p + 19, 4);
  memcpy((uint8_t *)&words[2] + 4, p + 24, 4);
  memcpy(&words[3], p + 28, 8);
  const uint64_t ones = 0x0101010101010101ull;
  for (int i = 0; i < 4; i++) {
    /* Byte by byte within a word: below 0x80 such a sum sets the top bit from a certain byte on, and carries nothing. */
    uint64_t x = words[i], letter = x | ones * 0x20;
    uint64_t isDigit = (x + ones * (0x80 - '0')) & ~(x + ones * (0x80 - '9' - 1));
    uint64_t isLetter = (letter + ones * (0x80 - 'a')) & ~(letter + ones * (0x80 - 'f' - 1));
    bad |= x | ~(isDigit | isLetter);
    uint64_t n = (x & ones * 15) + (x >> 6 & ones) * 9;
    n = (n << 4 | n >> 8) & 0x00FF00FF00FF00FFull;
    n = (n | n >> 8) & 0x0000FFFF0000FFFFull;
    values[i] = __builtin_bswap32((uint32_t)(n | n >> 16));
  }
  *high = (uint64_t)values[0] << 32 | values[1];
  *low = (uint64_t)values[2] << 32 | values[3];
  return (bad & ones * 0x80) == 0 && p[8] == '-' && p[13] == '-' && p[18] == '-' && p[23] == '-';
}

/* Up to 24 bytes as three words that, with the length, tell them from any others; longer ones are not read. */
typedef struct { uint64_t a, b, c; } nexo_words;
static inline nexo_words nexo_words_of(const uint8_t *p, size_t n) {
  nexo_words w = {0, 0, 0};
  if (n >= 8) {
    memcpy(&w.a, p, 8);
    if (n <= 16) {
      memcpy(&w.b, p + n - 8, 8);
    } else if (n <= 24) {
      memcpy(&w.b, p + 8, 8);
      memcpy(&w.c, p + n - 8, 8);
    }
  } else if (n >= 4) {
    uint32_t x, y;
    memcpy(&x, p, 4);
    memcpy(&y, p + n - 4, 4);
    w.a = x;
    w.b = y;
  } else if (n > 0) {
    w.a = p[0];
    w.b = p[n / 2];
    w.c = p[n - 1];
  }
  return w;
}

/* A key of up to 23 bytes with its closing quote, to be compared with in one go; `count` 0 matches nothing. `bit` is that of
   its slot, none of a key that is ignored (slot -1). `usual` is for whoever reads records: how long the strings of this key have
   all been so far; 0 when there was none, -1 when they vary. */
typedef struct { uint64_t words[4], masks[4], bit; int32_t count, slot, usual; } nexo_key;

static inline nexo_key nexo_key_of(const uint8_t *p, size_t n, int32_t slot) {
  nexo_key key = {{0}, {0}, slot < 0 ? 0 : (uint64_t)1 << (slot & 63), 0, slot, 0};
  if (n == 0 || n > 23) return key;
  uint8_t bytes[24] = {0}, mask[24] = {0};
  memcpy(bytes, p, n);
  bytes[n] = '"';
  memset(mask, 0xFF, n + 1);
  memcpy(key.words, bytes, 24);
  memcpy(key.masks, mask, 24);
  key.count = (int32_t)n;
  return key;
}

/* Whether `key` and a quote stand at p, of which 24 bytes can be read. */
static inline int nexo_is_key(const uint8_t *p, const nexo_key *key) {
  uint64_t w[3];
  memcpy(w, p, 24);
  return key->count > 0 && (((w[0] & key->masks[0]) ^ key->words[0]) | ((w[1] & key->masks[1]) ^ key->words[1]) |
                            ((w[2] & key->masks[2]) ^ key->words[2])) == 0;
}

/* Where a field's value lies, from `base` on, and what it is; the numbers are those of the Swift enumeration FieldForm. */
typedef struct { int32_t start, count; uint8_t form; } nexo_field;
enum { NEXO_TEXT = 1, NEXO_ESCAPED = 2, NEXO_DOUBLED = 3, NEXO_LITERAL = 4, NEXO_OBJECT = 5, NEXO_ARRAY = 6 };

/* Reads the JSON object that begins at p, lies on one line, and whose keys are all among `keys`, at least one, best in that
   order. Sets `fields` by the keys' slots
   and the slots' bits in `present` and `structured`. Returns the place behind the object; NULL for any other object, and for
   anything that is not valid, which the reader that knows places has to look at. Up to `readable` bytes can be read. */
const uint8_t *nexo_json_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                uint64_t *structured);

/* The same for an object that may lie on several lines. */
const uint8_t *nexo_json_record_lines(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                      nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                      uint64_t *structured);

/* Reads the CSV record that begins at p and has a cell for each of `columns`. Sets `fields` by the columns' slots (-1: the column is
   ignored) and the slots' bits in `present`. Returns the place of its line end; NULL for any other record, for one that is broken,
   and where it ends within the last bytes before `end`: whoever knows places has to look at those. */
const uint8_t *nexo_csv_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, uint8_t delimiter,
                               const int32_t *slots, size_t columns, nexo_field *fields, uint64_t *present);

/* Folds a title from p on into `out`: ASCII letters and those of U+00C0 to U+00FF that are an ASCII letter with a mark become
   small letters, runs of white space one space between what is not white space. Stops at any other character; returns where.
   `begin` is where the folded title begins, `space` whether white space has been passed since its last character. Writes at
   most one byte for each one read, and one more. */
const uint8_t *nexo_fold_latin(const uint8_t *p, const uint8_t *end, const uint8_t *begin, uint8_t **out, int *space);

/* Whether [p, p + n) is one JSON value (RFC 8259): 1 or 0, or -1 when it is nested too deeply to be told here. With
   `quote` 2 every quote is written twice, as in a quoted cell of CSV. */
int nexo_json_valid(const uint8_t *p, size_t n, int quote);

/* The place behind the JSON object or array that begins at p; NULL when there is no whole and valid one before `end`, or
   one that is nested too deeply to be told here. */
const uint8_t *nexo_json_end(const uint8_t *p, const uint8_t *end);

/* A value of a JSON document, or the key of a member, which stands before its value. `next` is the place of what follows it,
   behind everything that lies in it. Of a string with escapes, `text` is where what it says was written. */
typedef struct { int32_t start, count, next, text, text_count; uint8_t form; } nexo_node;

/* Lists the values of the JSON value at p in the order in which they stand: an object before its members, a key before its
   value. Returns the place behind the value and sets `count`; NULL when there is no whole and valid one before `end`, or one
   nested more than 512 deep, or when `capacity` nodes are too few, which sets `count` to `capacity`. What strings with
   escapes say, but for keys, is written to `text`, which has room for 16 bytes more than there are from p to `end`. */
const uint8_t *nexo_json_nodes(const uint8_t *base, const uint8_t *p, const uint8_t *end, nexo_node *nodes, size_t capacity,
                               size_t *count, uint8_t *text);

/* Whether [p, p + n) is well-formed UTF-8 (The Unicode Standard, table 3-7). */
int nexo_utf8_valid(const uint8_t *p, size_t n);

#endif
