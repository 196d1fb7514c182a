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
  /* Of years without and with a leap day, by month; what is no month has no days of its own. */
  static const uint16_t days_before[2][14] = {{0, 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365},
                                              {0, 0, 31, 60, 91, 121, 152, 182, 213, 244, 274, 305, 335, 366}};
  uint64_t a, b, c;
  if (n == 24) {
    memcpy(&c, p + 16, 8);
  } else if (n == 20 && p[19] == 'Z') {
    uint32_t seconds;
    memcpy(&seconds, p + 16, 4);
    c = (seconds & 0xFFFFFF) | 0x5A3030302E000000ull;
  } else {
    return -1;
  }
  memcpy(&a, p, 8);
  memcpy(&b, p + 8, 8);
  if (p[10] == ' ') b ^= (uint64_t)(' ' ^ 'T') << 16;
  /* Against `0000-00-`, `00T00:00` and `:00.000Z` (first byte lowest) a digit leaves its value and a mark nothing. */
  a ^= 0x2D30302D30303030ull;
  b ^= 0x30303A3030543030ull;
  c ^= 0x5A3030302E30303Aull;
  /* These sums set the top bit of a byte that is more than 9 where a digit belongs, or more than 0 where a mark does. */
  uint64_t bad = a | (a + 0x7F76767F76767676ull) | b | (b + 0x76767F76767F7676ull) | c | (c + 0x7F7676767F76767Full);
  if (bad & 0x8080808080808080ull) return -1;
  unsigned last_digit = (unsigned)(c >> 48);
  /* Each byte becomes the number of two digits that begins with it. */
  a = a * 10 + (a >> 8);
  b = b * 10 + (b >> 8);
  c = c * 10 + (c >> 8);
#define NEXO_TWO_DIGITS(word, i) ((unsigned)(word >> ((i) * 8)) & 255)
  unsigned century = NEXO_TWO_DIGITS(a, 0), of_century = NEXO_TWO_DIGITS(a, 2), month = NEXO_TWO_DIGITS(a, 5);
  unsigned day = NEXO_TWO_DIGITS(b, 0), hour = NEXO_TWO_DIGITS(b, 3), minute = NEXO_TWO_DIGITS(b, 6);
  unsigned second = NEXO_TWO_DIGITS(c, 1), milliseconds = NEXO_TWO_DIGITS(c, 4) * 10 + last_digit;
#undef NEXO_TWO_DIGITS
  unsigned year = century * 100 + of_century;
  if (year < 1970 || year > 2262 || month > 12 || hour > 23 || minute > 59 || second > 59) return -1;
  const uint16_t *before = &days_before[((of_century ? of_century : century) & 3) == 0][month];
  if (day - 1 >= (unsigned)before[1] - before[0]) return -1;
  /* Leap years from the year 0 on, itself one. */
  unsigned centuries = century + (of_century > 0), leaps = (year + 3) / 4 - centuries + (centuries + 3) / 4;
  uint64_t days = year * 365 + leaps + before[0] + day - 1 - 719528;
  return (int64_t)(days * 86400000 + (hour * 3600000 + minute * 60000 + second * 1000 + milliseconds));
}

/* Hours in ten-thousandths that up to eight characters at p state: digits, and no more than four behind the point; -1 for
   anything else, which may still be a number in another form. Eight bytes at p can be read. */
__attribute__((always_inline)) static inline int64_t nexo_plain_hours(const uint8_t *p, size_t n, uint8_t point) {
  static const uint16_t units[] = {10000, 1000, 100, 10, 1};
  const uint64_t ones = 0x0101010101010101ull;
  uint64_t x;
  if (n - 1 > 7) return -1;
  memcpy(&x, p, 8);
  /* A digit leaves its value; zeros fill up in front. */
  x = (x ^ ones * '0') << (64 - 8 * n);
  uint64_t marks = x ^ ones * (point ^ '0');
  /* The lowest bit that is set is that of the first byte that is zero. */
  marks = (marks - ones) & ~marks & ones * 0x80;
  unsigned decimals = 0;
  if (marks) {
    uint64_t front = (marks & -marks) - 1;
    decimals = (unsigned)__builtin_clzll(marks & -marks) / 8;
    if (decimals > 4 || n == 1) return -1;
    /* What stands in front of the point moves up to where it is. */
    front >>= 7;
    x = (x & ~(front << 8 | 255)) | (x & front) << 8;
  }
  if ((x | (x + ones * 0x76)) & ones * 0x80) return -1;
  x = (x * 10 + (x >> 8)) & 0x00FF00FF00FF00FFull;
  x = (x * 100 + (x >> 16)) & 0x0000FFFF0000FFFFull;
  return (int64_t)((x * 10000 + (x >> 32)) & 0xFFFFFFFF) * units[decimals];
}

/* Sixteen bytes that are reckoned with at once, and the same as words; compilers know them for every processor. */
typedef uint8_t nexo_bytes __attribute__((vector_size(16)));
typedef uint16_t nexo_twos __attribute__((vector_size(16)));
typedef uint64_t nexo_eights __attribute__((vector_size(16)));

/* The values of sixteen hexadecimal digits, two in each second byte, the others zero. Of `good` the bytes of others become 0. */
static inline nexo_bytes nexo_hexadecimal(uint64_t first, uint64_t second, nexo_bytes *good) {
  nexo_bytes x = (nexo_bytes)(nexo_eights){first, second};
  nexo_bytes digit = x - (uint8_t)'0', letter = (x | (uint8_t)0x20) - (uint8_t)'a';
  nexo_bytes is_digit = (nexo_bytes)(digit <= (uint8_t)9), is_letter = (nexo_bytes)(letter <= (uint8_t)5);
  *good &= is_digit | is_letter;
  nexo_twos value = (nexo_twos)((digit & is_digit) | ((letter + (uint8_t)10) & is_letter));
  return (nexo_bytes)((value << 4 | value >> 8) & (uint16_t)0xFF);
}

/* The 128 bits of the UUID in its usual form of 36 bytes at `p`, any case; 0 when it is none. */
static inline int nexo_uuid(const uint8_t *p, uint64_t *high, uint64_t *low) {
  uint64_t words[4];
  uint32_t parts[4];
  memcpy(&words[0], p, 8);
  memcpy(&parts[0], p + 9, 4);
  memcpy(&parts[1], p + 14, 4);
  memcpy(&parts[2], p + 19, 4);
  memcpy(&parts[3], p + 24, 4);
  memcpy(&words[3], p + 28, 8);
  words[1] = parts[0] | (uint64_t)parts[1] << 32;
  words[2] = parts[2] | (uint64_t)parts[3] << 32;
  nexo_bytes good = ~(nexo_bytes){0};
  nexo_bytes front = nexo_hexadecimal(words[0], words[1], &good), rear = nexo_hexadecimal(words[2], words[3], &good);
  nexo_eights value = (nexo_eights)__builtin_shufflevector(front, rear, 0, 2, 4, 6, 8, 10, 12, 14, 16, 18, 20, 22, 24, 26, 28, 30);
  *high = __builtin_bswap64(value[0]);
  *low = __builtin_bswap64(value[1]);
  nexo_eights all = (nexo_eights)good;
  return (all[0] & all[1]) == UINT64_MAX && p[8] == '-' && p[13] == '-' && p[18] == '-' && p[23] == '-';
}

/* Four to eight bytes as one word, the first one lowest. */
static inline uint64_t nexo_word_of(const uint8_t *p, size_t n) {
  uint32_t front, rear;
  memcpy(&front, p, 4);
  memcpy(&rear, p + n - 4, 4);
  return front | (uint64_t)rear << (8 * (n - 4));
}

/* Up to 24 bytes as three words that, with the length, tell them from any others; longer ones are not read. */
typedef struct { uint64_t a, b, c; } nexo_words;
__attribute__((always_inline)) static inline nexo_words nexo_words_of(const uint8_t *p, size_t n) {
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
