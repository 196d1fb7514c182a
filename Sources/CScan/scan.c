#include "scan.h"

const uint8_t *nexo_fold_latin(const uint8_t *p, const uint8_t *end, const uint8_t *begin, uint8_t **out, int *space) {
  /* U+00C0 on; 0 is none of them. */
  static const uint8_t letters[64] = {
      'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e', 'e', 'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o',
      'o', 0,   0,   'u', 'u', 'u', 'u', 'y', 0,   0,   'a', 'a', 'a', 'a', 'a', 'a', 0,   'c', 'e', 'e', 'e', 'e',
      'i', 'i', 'i', 'i', 0,   'n', 'o', 'o', 'o', 'o', 'o', 0,   0,   'u', 'u', 'u', 'u', 'y', 0,   'y'};
  uint8_t *to = *out;
  int due = *space;
  while (p < end) {
    uint8_t c = *p;
    if (c == ' ' || (uint8_t)(c - 9) < 5) {
      due = 1;
      p++;
      continue;
    }
    size_t width = 1;
    if (c >= 0x80) {
      if (c != 0xC3 || end - p < 2 || (p[1] & 0xC0) != 0x80 || !(c = letters[p[1] & 0x3F])) break;
      width = 2;
    } else if ((uint8_t)(c - 'A') < 26) {
      c |= 0x20;
    }
    if (due && to != begin) *to++ = ' ';
    due = 0;
    *to++ = c;
    p += width;
  }
  *out = to;
  *space = due;
  return p;
}

static int valid_scalar(const uint8_t *p, size_t n) {
  size_t i = 0;
  while (i < n) {
    uint8_t b = p[i];
    if (b < 0x80) {
      uint64_t word;
      while (n - i >= 8 && (memcpy(&word, p + i, 8), (word & 0x8080808080808080ull) == 0)) i += 8;
      while (i < n && p[i] < 0x80) i++;
      continue;
    }
    size_t more = b >= 0xF0 ? 3 : b >= 0xE0 ? 2 : 1;
    if (b < 0xC2 || b > 0xF4 || n - i <= more) return 0;
    uint8_t c = p[i + 1];
    uint8_t low = b == 0xE0 ? 0xA0 : b == 0xF0 ? 0x90 : 0x80;
    uint8_t high = b == 0xED ? 0x9F : b == 0xF4 ? 0x8F : 0xBF;
    if (c < low || c > high) return 0;
    for (size_t k = 2; k <= more; k++)
      if ((p[i + k] & 0xC0) != 0x80) return 0;
    i += more + 1;
  }
  return 1;
}

#if defined(__x86_64__)
#include <immintrin.h>

/* Sixteen bytes a step by three table look-ups of nibbles: each table names the errors that its nibble may be part of, and
   what all three agree on is one. Blocks that are ASCII alone take no shorter way: which ones are, no processor foresees.
   Source: J. Keiser, D. Lemire, "Validating UTF-8 in less than one instruction per byte",
   Software: Practice and Experience 51 (2021). */
enum {
  TOO_SHORT = 1, TOO_LONG = 2, OVERLONG_3 = 4, TOO_LARGE_1000 = 8, SURROGATE = 16, OVERLONG_2 = 32,
  OVERLONG_4 = 8, TWO_CONTINUATIONS = 128, TOO_LARGE = 64
};
#define CARRY (TOO_SHORT | TOO_LONG | TWO_CONTINUATIONS)

__attribute__((target("ssse3"))) static int valid_ssse3(const uint8_t *p, size_t n) {
  const __m128i first_high = _mm_setr_epi8(
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
      (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS,
      TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
      TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4);
  const __m128i first_low = _mm_setr_epi8(
      (char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
      (char)(CARRY | TOO_LARGE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000 | SURROGATE), (char)(CARRY | TOO_LARGE | TOO_LARGE_1000),
      (char)(CARRY | TOO_LARGE | TOO_LARGE_1000));
  const __m128i second_high = _mm_setr_epi8(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE),
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT);
  const __m128i nibble = _mm_set1_epi8(0x0F), top = _mm_set1_epi8((char)0x80);
  /* A lead byte among a block's last three that needs more bytes than the block holds. */
  const __m128i unfinished = _mm_setr_epi8(
      (char)255, (char)255, (char)255, (char)255, (char)255, (char)255, (char)255, (char)255, (char)255, (char)255,
      (char)255, (char)255, (char)255, (char)(0xF0 - 1), (char)(0xE0 - 1), (char)(0xC0 - 1));
  __m128i error = _mm_setzero_si128(), previous = _mm_setzero_si128(), pending = _mm_setzero_si128();
  uint8_t tail[16];
  for (size_t i = 0; i < n; i += 16) {
    if (n - i < 16) {
      memset(tail, 0, 16);
      memcpy(tail, p + i, n - i);
    }
    __m128i x = _mm_loadu_si128((const __m128i *)(n - i < 16 ? tail : p + i));
    __m128i back1 = _mm_alignr_epi8(x, previous, 15);
    __m128i special = _mm_and_si128(
        _mm_and_si128(
            _mm_shuffle_epi8(first_high, _mm_and_si128(_mm_srli_epi16(back1, 4), nibble)),
            _mm_shuffle_epi8(first_low, _mm_and_si128(back1, nibble))),
        _mm_shuffle_epi8(second_high, _mm_and_si128(_mm_srli_epi16(x, 4), nibble)));
    __m128i third = _mm_subs_epu8(_mm_alignr_epi8(x, previous, 14), _mm_set1_epi8((char)(0xE0 - 0x80)));
    __m128i fourth = _mm_subs_epu8(_mm_alignr_epi8(x, previous, 13), _mm_set1_epi8((char)(0xF0 - 0x80)));
    __m128i must_continue = _mm_and_si128(_mm_or_si128(third, fourth), top);
    error = _mm_or_si128(error, _mm_xor_si128(must_continue, special));
    pending = _mm_subs_epu8(x, unfinished);
    previous = x;
  }
  error = _mm_or_si128(error, pending);
  return _mm_movemask_epi8(_mm_cmpeq_epi8(error, _mm_setzero_si128())) == 0xFFFF;
}

/* The same, thirty-two bytes a step. */
__attribute__((target("avx2"))) static int valid_avx2(const uint8_t *p, size_t n) {
  const __m256i first_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG, TOO_LONG,
      (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS, (char)TWO_CONTINUATIONS,
      TOO_SHORT | OVERLONG_2, TOO_SHORT, TOO_SHORT | OVERLONG_3 | SURROGATE,
      TOO_SHORT | TOO_LARGE | TOO_LARGE_1000 | OVERLONG_4));
  const char large = (char)(CARRY | TOO_LARGE | TOO_LARGE_1000);
  const __m256i first_low = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      (char)(CARRY | OVERLONG_3 | OVERLONG_2 | OVERLONG_4), (char)(CARRY | OVERLONG_2), (char)CARRY, (char)CARRY,
      (char)(CARRY | TOO_LARGE), large, large, large, large, large, large, large, large, (char)(large | SURROGATE), large,
      large));
  const __m256i second_high = _mm256_broadcastsi128_si256(_mm_setr_epi8(
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT,
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE_1000 | OVERLONG_4),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | OVERLONG_3 | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE),
      (char)(TOO_LONG | OVERLONG_2 | TWO_CONTINUATIONS | SURROGATE | TOO_LARGE),
      TOO_SHORT, TOO_SHORT, TOO_SHORT, TOO_SHORT));
  const __m256i nibble = _mm256_set1_epi8(0x0F), top = _mm256_set1_epi8((char)0x80);
  __m256i unfinished = _mm256_set1_epi8((char)255);
  unfinished = _mm256_insert_epi8(unfinished, (char)(0xF0 - 1), 29);
  unfinished = _mm256_insert_epi8(unfinished, (char)(0xE0 - 1), 30);
  unfinished = _mm256_insert_epi8(unfinished, (char)(0xC0 - 1), 31);
  __m256i error = _mm256_setzero_si256(), previous = _mm256_setzero_si256(), pending = _mm256_setzero_si256();
  uint8_t tail[32];
  for (size_t i = 0; i < n; i += 32) {
    if (n - i < 32) {
      memset(tail, 0, 32);
      memcpy(tail, p + i, n - i);
    }
    __m256i x = _mm256_loadu_si256((const __m256i *)(n - i < 32 ? tail : p + i));
    __m256i across = _mm256_permute2x128_si256(previous, x, 0x21);
    __m256i back1 = _mm256_alignr_epi8(x, across, 15);
    __m256i special = _mm256_and_si256(
        _mm256_and_si256(
            _mm256_shuffle_epi8(first_high, _mm256_and_si256(_mm256_srli_epi16(back1, 4), nibble)),
            _mm256_shuffle_epi8(first_low, _mm256_and_si256(back1, nibble))),
        _mm256_shuffle_epi8(second_high, _mm256_and_si256(_mm256_srli_epi16(x, 4), nibble)));
    __m256i third = _mm256_subs_epu8(_mm256_alignr_epi8(x, across, 14), _mm256_set1_epi8((char)(0xE0 - 0x80)));
    __m256i fourth = _mm256_subs_epu8(_mm256_alignr_epi8(x, across, 13), _mm256_set1_epi8((char)(0xF0 - 0x80)));
    __m256i must_continue = _mm256_and_si256(_mm256_or_si256(third, fourth), top);
    error = _mm256_or_si256(error, _mm256_xor_si256(must_continue, special));
    pending = _mm256_subs_epu8(x, unfinished);
    previous = x;
  }
  error = _mm256_or_si256(error, pending);
  return _mm256_testz_si256(error, error);
}

int nexo_utf8_valid(const uint8_t *p, size_t n) {
  return __builtin_cpu_supports("avx2") ? valid_avx2(p, n)
         : __builtin_cpu_supports("ssse3") ? valid_ssse3(p, n)
                                           : valid_scalar(p, n);
}
#else
int nexo_utf8_valid(const uint8_t *p, size_t n) { return valid_scalar(p, n); }
#endif

static uint64_t fingerprint_scalar(const uint8_t *p, size_t n, uint64_t seed) {
  const uint64_t k0 = 0x9E3779B97F4A7C15ull, k1 = 0xD6E8FEB86659FD93ull;
  uint64_t a = seed ^ k0, b = seed ^ k1, length = n, x, y;
  while (n >= 16) {
    memcpy(&x, p, 8);
    memcpy(&y, p + 8, 8);
    __uint128_t m = (__uint128_t)(a ^ x) * (k1 ^ y);
    a = b ^ (uint64_t)m;
    b = k0 + (uint64_t)(m >> 64);
    p += 16;
    n -= 16;
  }
  x = y = 0;
  memcpy(&x, p, n < 8 ? n : 8);
  if (n > 8) memcpy(&y, p + 8, n - 8);
  __uint128_t m = (__uint128_t)(a ^ x ^ length * k1) * (k0 ^ y ^ b);
  return (uint64_t)m ^ (uint64_t)(m >> 64);
}

#if defined(__x86_64__)
/* Sixty-four bytes a step in four lanes, each block mixed in by a round of AES, which no later block undoes but by chance. The
   last step takes the last sixty-four bytes, of which some were taken before: with the length in the key, that tells as much. */
__attribute__((target("aes,sse4.1"))) static uint64_t fingerprint_aes(const uint8_t *p, size_t n, uint64_t seed) {
  __m128i key = _mm_set_epi64x((long long)(seed ^ 0x9E3779B97F4A7C15ull), (long long)((uint64_t)n ^ 0xD6E8FEB86659FD93ull));
  __m128i a = key, b = _mm_aesenc_si128(key, key), c = _mm_aesenc_si128(b, key), d = _mm_aesenc_si128(c, key);
  const uint8_t *last = p + n - 64;
  for (;;) {
    if (p > last) p = last;
    a = _mm_aesenc_si128(a, _mm_loadu_si128((const __m128i *)p));
    b = _mm_aesenc_si128(b, _mm_loadu_si128((const __m128i *)(p + 16)));
    c = _mm_aesenc_si128(c, _mm_loadu_si128((const __m128i *)(p + 32)));
    d = _mm_aesenc_si128(d, _mm_loadu_si128((const __m128i *)(p + 48)));
    if (p == last) break;
    p += 64;
  }
  a = _mm_aesenc_si128(_mm_aesenc_si128(_mm_aesenc_si128(a, key), b), key);
  c = _mm_aesenc_si128(_mm_aesenc_si128(_mm_aesenc_si128(c, key), d), key);
  a = _mm_aesenc_si128(_mm_aesenc_si128(_mm_aesenc_si128(a, c), key), key);
  return (uint64_t)_mm_cvtsi128_si64(a) ^ (uint64_t)_mm_extract_epi64(a, 1);
}

uint64_t nexo_fingerprint(const uint8_t *p, size_t n, uint64_t seed) {
  int has_aes = __builtin_cpu_supports("aes") && __builtin_cpu_supports("sse4.1");
  return n >= 64 && has_aes ? fingerprint_aes(p, n, seed) : fingerprint_scalar(p, n, seed);
}
#else
uint64_t nexo_fingerprint(const uint8_t *p, size_t n, uint64_t seed) { return fingerprint_scalar(p, n, seed); }
#endif
