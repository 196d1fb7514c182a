/* Reading JSON, compiled once for each instruction set: instruction_sets.h includes it for each, with a NEXO_NAMED that
   makes the functions' names, and with NEXO_WIDE where thirty-two bytes are looked at at a time. */

#define json_stop NEXO_NAMED(json_stop)
#define json_stops NEXO_NAMED(json_stops)
#define near_stop NEXO_NAMED(near_stop)
#define is_key NEXO_NAMED(is_key)
#define string_end NEXO_NAMED(string_end)
#define digits_end NEXO_NAMED(digits_end)
#define number_end NEXO_NAMED(number_end)
#define near_number_end NEXO_NAMED(near_number_end)
#define word_end NEXO_NAMED(word_end)
#define scalar_end NEXO_NAMED(scalar_end)
#define text_end NEXO_NAMED(text_end)
#define value_behind NEXO_NAMED(value_behind)
#define value_end NEXO_NAMED(value_end)
#define doubled_value_end NEXO_NAMED(doubled_value_end)
#define nested_end NEXO_NAMED(nested_end)
#define other_key NEXO_NAMED(other_key)
#define usual_end NEXO_NAMED(usual_end)
#define record_end NEXO_NAMED(record_end)
#define json_record NEXO_NAMED(json_record)
#define json_record_lines NEXO_NAMED(json_record_lines)
#define string_text NEXO_NAMED(string_text)
#define json_nodes NEXO_NAMED(json_nodes)

/* A bit for each of the 32 bytes at p that is a quote, a backslash or a control character. */
#ifdef NEXO_WIDE
static inline uint32_t json_stops(const uint8_t *p) {
  const __m256i quote = _mm256_set1_epi8('"'), back = _mm256_set1_epi8('\\'), control = _mm256_set1_epi8(0x1F);
  __m256i x = _mm256_loadu_si256((const __m256i *)p);
  __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(x, control), x);
  __m256i stop = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(x, quote), _mm256_cmpeq_epi8(x, back)), low);
  return (uint32_t)_mm256_movemask_epi8(stop);
}
#endif

/* The first quote, backslash or control character in [p, end), or end. */
static inline const uint8_t *json_stop(const uint8_t *p, const uint8_t *end) {
#ifdef NEXO_WIDE
  while (end - p >= 32) {
    uint32_t m = json_stops(p);
    if (m) return p + __builtin_ctz(m);
    p += 32;
  }
#endif
  return nexo_find_json_stop(p, end);
}

/* The same where 32 bytes can be read from p on: most strings end within them. */
static inline const uint8_t *near_stop(const uint8_t *p, const uint8_t *end) {
#ifdef NEXO_WIDE
  uint32_t m = json_stops(p);
  if (m) return p + __builtin_ctz(m);
  p += 32;
#endif
  return json_stop(p, end);
}

/* Whether `key`, which has a byte at least, and a quote stand at p, of which 32 bytes can be read. */
static inline int is_key(const uint8_t *p, const nexo_key *key) {
#ifdef NEXO_WIDE
  __m256i x = _mm256_loadu_si256((const __m256i *)p);
  __m256i words = _mm256_loadu_si256((const __m256i *)key->words), masks = _mm256_loadu_si256((const __m256i *)key->masks);
  return _mm256_testz_si256(_mm256_xor_si256(x, words), masks);
#else
  return nexo_is_key(p, key);
#endif
}

/* The place behind the string that begins at p; NULL when there is none. */
static const uint8_t *string_end(const uint8_t *p, const uint8_t *end, int quote) {
  if (!is_quote(p, end, quote)) return NULL;
  p += quote;
  for (;;) {
    p = json_stop(p, end);
    if (p >= end) return NULL;
    if (*p == '"') return is_quote(p, end, quote) ? p + quote : NULL;
    if (*p != '\\' || end - p < 2) return NULL;
    switch (p[1]) {
    case '"':
      if (!is_quote(p + 1, end, quote)) return NULL;
      p += 1 + quote;
      break;
    case '\\': case '/': case 'b': case 'f': case 'n': case 'r': case 't': p += 2; break;
    case 'u':
      if (end - p < 6 || !is_hex(p[2]) || !is_hex(p[3]) || !is_hex(p[4]) || !is_hex(p[5])) return NULL;
      p += 6;
      break;
    default: return NULL;
    }
  }
}

static const uint8_t *digits_end(const uint8_t *p, const uint8_t *end) {
  if (p >= end || (uint8_t)(*p - '0') > 9) return NULL;
  while (p < end && (uint8_t)(*p - '0') < 10) p++;
  return p;
}

static const uint8_t *number_end(const uint8_t *p, const uint8_t *end) {
  if (p < end && *p == '-') p++;
  if (p < end && *p == '0') p++;
  else if (!(p = digits_end(p, end))) return NULL;
  if (p < end && *p == '.' && !(p = digits_end(p + 1, end))) return NULL;
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    if (p < end && (*p == '+' || *p == '-')) p++;
    p = digits_end(p, end);
  }
  return p;
}

/* The place behind the number at p, of which 16 bytes can be read. */
static inline const uint8_t *near_number_end(const uint8_t *p, const uint8_t *end) {
#ifdef NEXO_WIDE
  /* Digits, and at most one point among them, are told in one go, whatever their number; all others by the way for all. */
  __m128i x = _mm_loadu_si128((const __m128i *)p);
  __m128i digit = _mm_sub_epi8(x, _mm_set1_epi8('0'));
  digit = _mm_cmpeq_epi8(_mm_min_epu8(digit, _mm_set1_epi8(9)), digit);
  uint32_t digits = (uint32_t)_mm_movemask_epi8(digit);
  uint32_t points = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(x, _mm_set1_epi8('.')));
  uint32_t length = (uint32_t)__builtin_ctz(~(digits | points));
  uint32_t inner = points & ((1u << length) - 1), last = digits << 1 >> length;
  /* A leading zero stands alone or before the point. */
  int is_plain = (digits & last & 1) && !(inner & (inner - 1)) && (*p != '0' || length == 1 || (inner & 2));
  if (length < 16 && is_plain && (p[length] | 0x20) != 'e') return p + length;
#endif
  return number_end(p, end);
}

static const uint8_t *word_end(const uint8_t *p, const uint8_t *end) {
  if (end - p >= 4 && (memcmp(p, "true", 4) == 0 || memcmp(p, "null", 4) == 0)) return p + 4;
  return end - p >= 5 && memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
}

static inline const uint8_t *scalar_end(const uint8_t *p, const uint8_t *end) {
  if (*p != '-' && (uint8_t)(*p - '0') > 9) return word_end(p, end);
  return end - p >= 16 ? near_number_end(p, end) : number_end(p, end);
}

/* The place behind the string whose quote stands at p; mostly nothing in it is escaped. */
static inline const uint8_t *text_end(const uint8_t *p, const uint8_t *end, int quote) {
  if (end - p >= 34 && (quote == 1 || p[1] == '"')) {
    const uint8_t *stop = near_stop(p + quote, end);
    if (end - stop >= quote && *stop == '"' && stop[quote - 1] == '"') return stop + quote;
  }
  return string_end(p, end, quote);
}

/* The place behind the value that begins at p, white space before it skipped; NULL when there is no whole and valid one, or
   one nested too deeply, which sets `deep`. Unless `lines`, one that goes over a line end is none. */
static inline __attribute__((always_inline)) const uint8_t *value_behind(int lines, int quote, const uint8_t *p,
                                                                         const uint8_t *end, int *deep) {
  /* A bit a level, the innermost lowest: 1 for an object. */
  uint64_t objects = 0;
  int depth = 0;
  p = skip_between(lines, p, end);
  for (;;) {
    if (p >= end) return NULL;
    if (*p == '{' || *p == '[') {
      if (depth == 64) {
        *deep = 1;
        return NULL;
      }
      objects = objects << 1 | (*p == '{');
      depth++;
      p = skip_between(lines, p + 1, end);
      if (p >= end) return NULL;
      if (*p != (objects & 1 ? '}' : ']')) goto element;
    } else {
      p = *p == '"' ? text_end(p, end, quote) : scalar_end(p, end);
      if (!p) return NULL;
    }
    /* After a value, or before the bracket of an empty one: close what ends here. */
    for (;;) {
      if (depth == 0) return p;
      p = skip_between(lines, p, end);
      if (p >= end) return NULL;
      if (*p == ',') break;
      if (*p != (objects & 1 ? '}' : ']')) return NULL;
      p++;
      depth--;
      objects >>= 1;
    }
    p = skip_between(lines, p + 1, end);
  element:
    if (objects & 1) {
      if (p >= end || *p != '"' || !(p = text_end(p, end, quote))) return NULL;
      p = skip_between(lines, p, end);
      if (p >= end || *p != ':') return NULL;
      p = skip_between(lines, p + 1, end);
    }
  }
}

static const uint8_t *value_end(const uint8_t *p, const uint8_t *end, int *deep) {
  return value_behind(1, 1, p, end, deep);
}

/* The same of a quoted cell of CSV, where every quote is written twice. */
static const uint8_t *doubled_value_end(const uint8_t *p, const uint8_t *end, int *deep) {
  return value_behind(1, 2, p, end, deep);
}

/* The object or array that begins at p. */
static const uint8_t *nested_end(int lines, const uint8_t *p, const uint8_t *end) {
  int deep = 0;
  return lines ? value_behind(1, 1, p, end, &deep) : value_behind(0, 1, p, end, &deep);
}

/* The key at p among all others, `next` the last of them; NULL when there is none. */
static nexo_key *other_key(const uint8_t *p, nexo_key *keys, size_t key_count, nexo_key *next) {
  for (size_t tried = 1; tried < key_count; tried++) {
    next = next + 1 == keys + key_count ? keys : next + 1;
    if (is_key(p, next)) return next;
  }
  return NULL;
}

/* `after`, where a string ends that begins at `start`. Of ids and times, which are always of one length, it is told by that,
   so that what follows can be looked at before this string has been looked through: the branch foresees that it was right. The
   compiler must not see that both are one. */
static inline const uint8_t *usual_end(nexo_key *key, const uint8_t *start, const uint8_t *after) {
  if (key->usual > 0) {
    const uint8_t *usual = start + key->usual;
    if (usual == after) {
      __asm__("" : "+r"(usual));
      return usual;
    }
    key->usual = -1;
  } else if (key->usual == 0) {
    key->usual = (int32_t)(after - start);
  }
  return after;
}

/* Reads up to `end`, and may find a record that goes beyond what its caller was given: that is for the caller to tell. */
static inline __attribute__((always_inline)) const uint8_t *record_end(int lines, const uint8_t *base, const uint8_t *p,
                                                                       const uint8_t *end, nexo_key *keys,
                                                                       size_t key_count, nexo_field *fields,
                                                                       uint64_t *present, uint64_t *structured) {
  uint64_t found = 0, nested = 0;
  nexo_key *next = keys, *behind = keys + key_count;
  p++;
  for (;;) {
    if (end - p < KEY_ROOM) return NULL;
    if (*p != '"') {
      p = skip_between(lines, p, end);
      if (end - p < KEY_ROOM || *p != '"') return NULL;
    }
    /* Mostly it is the key behind the one before; a record may leave some out, or have another order. */
    if (!is_key(p + 1, next) && !(next = other_key(p + 1, keys, key_count, next))) return NULL;
    nexo_key *key = next++;
    if (next == behind) next = keys;
    p += key->count + 2;
    if (*p != ':') {
      p = skip_between(lines, p, end);
      if (end - p < VALUE_ROOM + 1 || *p != ':') return NULL;
    }
    if (*++p <= ' ') {
      p = skip_between(lines, p, end);
      if (end - p < VALUE_ROOM) return NULL;
    }
    const uint8_t *start = p, *after;
    uint8_t form = NEXO_LITERAL;
    /* Of repeated keys the last counts, one without a value included. */
    found &= ~key->bit;
    nested &= ~key->bit;
    if (*p == '"') {
      after = near_stop(++start, end);
      form = NEXO_TEXT;
      if (after >= end) return NULL;
      if (*after != '"') {
        form = NEXO_ESCAPED;
        after = string_end(p, end, 1);
        if (!after) return NULL;
        after--;
      }
      after = usual_end(key, start, after);
      p = after + 1;
    } else if (*p == 'n') {
      if (memcmp(p, "null", 4) != 0) return NULL;
      /* Null is as good as absent. */
      after = p;
      p += 4;
    } else if (*p == '{' || *p == '[') {
      form = *p == '{' ? NEXO_OBJECT : NEXO_ARRAY;
      nested |= key->bit;
      p = after = nested_end(lines, p, end);
      if (!after) return NULL;
    } else {
      p = after = scalar_end(p, end);
      if (!after) return NULL;
    }
    if (after != start && key->slot >= 0) {
      found |= key->bit;
      nexo_field *field = fields + (key->slot & 63);
      field->start = (int32_t)(start - base);
      field->count = (int32_t)(after - start);
      field->form = form;
    }
    if (p >= end) return NULL;
    if (*p == ',') {
      p++;
      continue;
    }
    p = skip_between(lines, p, end);
    if (p >= end) return NULL;
    if (*p == '}') {
      *present = found;
      *structured = nested;
      return p + 1;
    }
    if (*p++ != ',') return NULL;
  }
}

static const uint8_t *json_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                  nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                  uint64_t *structured) {
  const uint8_t *after = record_end(0, base, p, readable, keys, key_count, fields, present, structured);
  return after <= end ? after : NULL;
}

static const uint8_t *json_record_lines(const uint8_t *base, const uint8_t *p, const uint8_t *end,
                                        const uint8_t *readable, nexo_key *keys, size_t key_count,
                                        nexo_field *fields, uint64_t *present, uint64_t *structured) {
  const uint8_t *after = record_end(1, base, p, readable, keys, key_count, fields, present, structured);
  return after <= end ? after : NULL;
}

/* Checks the rest of a string from p on, which is inside of it, and writes what it says to *out, a lone surrogate as U+FFFD.
   Returns the place of the closing quote, or NULL. Never is more written than there is from p to `end`. */
static const uint8_t *string_text(const uint8_t *p, const uint8_t *end, uint8_t **out) {
  /* By what follows a backslash; 0 where nothing may. */
  static const uint8_t said[256] = {['n'] = '\n', ['t'] = '\t', ['r'] = '\r', ['b'] = '\b', ['f'] = '\f',
                                    ['"'] = '"',  ['\\'] = '\\', ['/'] = '/'};
  uint8_t *to = *out;
#ifdef NEXO_WIDE
  const __m256i quote = _mm256_set1_epi8('"'), back = _mm256_set1_epi8('\\'), control = _mm256_set1_epi8(0x1F);
#elif defined(NEXO_BLOCK)
  const nexo_block quote = nexo_fill('"'), back = nexo_fill('\\'), control = nexo_fill(0x1F);
#endif
  for (;;) {
#ifdef NEXO_WIDE
    while (end - p >= 32) {
      __m256i x = _mm256_loadu_si256((const __m256i *)p);
      __m256i low = _mm256_cmpeq_epi8(_mm256_min_epu8(x, control), x);
      __m256i stop = _mm256_or_si256(_mm256_or_si256(_mm256_cmpeq_epi8(x, quote), _mm256_cmpeq_epi8(x, back)), low);
      uint32_t m = (uint32_t)_mm256_movemask_epi8(stop);
      _mm256_storeu_si256((__m256i *)to, x);
      size_t run = m ? (size_t)__builtin_ctz(m) : 32;
      p += run;
      to += run;
      if (m) break;
    }
#elif defined(NEXO_BLOCK)
    while (end - p >= NEXO_BLOCK) {
      nexo_block x = nexo_load(p);
      uint64_t m = nexo_mask(nexo_or(nexo_or(nexo_equal(x, quote), nexo_equal(x, back)), nexo_at_most(x, control)));
      memcpy(to, &x, NEXO_BLOCK);
      size_t run = m ? (size_t)(__builtin_ctzll(m) >> NEXO_MASK_SHIFT) : NEXO_BLOCK;
      p += run;
      to += run;
      if (m) break;
    }
#endif
    while (p < end && *p != '"' && *p != '\\' && *p > 0x1F) *to++ = *p++;
    /* Escapes often stand in a row. */
    while (p < end && *p == '\\') {
      if (end - p < 2) return NULL;
      if (p[1] != 'u') {
        if (!(*to = said[p[1]])) return NULL;
        to++;
        p += 2;
        continue;
      }
      if (end - p < 6 || !is_hex(p[2]) || !is_hex(p[3]) || !is_hex(p[4]) || !is_hex(p[5])) return NULL;
      uint32_t unit = hex4(p + 2);
      p += 6;
      if (unit >= 0xD800 && unit < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u' && is_hex(p[2]) && is_hex(p[3]) &&
          is_hex(p[4]) && is_hex(p[5])) {
        uint32_t low = hex4(p + 2);
        if (low >= 0xDC00 && low < 0xE000) {
          unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
          p += 6;
        }
      }
      to = put_utf8(to, unit >= 0xD800 && unit < 0xE000 ? 0xFFFD : unit);
    }
    if (p >= end) return NULL;
    if (*p == '"') {
      *out = to;
      return p;
    }
    if (*p <= 0x1F) return NULL;
  }
}

static const uint8_t *json_nodes(const uint8_t *base, const uint8_t *p, const uint8_t *end, nexo_node *nodes, size_t capacity,
                                 size_t *count, uint8_t *text) {
  uint8_t *said = text;
  /* The open objects and arrays, by their nodes. */
  int32_t open[512];
  int depth = 0;
  size_t n = 0;
  *count = 0;
  p = skip_space(p, end);
  for (;;) {
    if (p >= end) return NULL;
    if (n + 2 > capacity) {
      *count = capacity;
      return NULL;
    }
    nexo_node *node = nodes + n;
    node->start = (int32_t)(p - base);
    if (*p == '{' || *p == '[') {
      if (depth == 512) return NULL;
      node->form = *p == '{' ? NEXO_OBJECT : NEXO_ARRAY;
      open[depth++] = (int32_t)n++;
      p = skip_space(p + 1, end);
      if (p >= end) return NULL;
      if (*p != (node->form == NEXO_OBJECT ? '}' : ']')) goto element;
    } else {
      if (*p == '"') {
        const uint8_t *start = p + 1, *stop = json_stop(start, end);
        node->form = NEXO_TEXT;
        if (stop < end && *stop == '"') {
          p = stop + 1;
        } else {
          node->form = NEXO_ESCAPED;
          node->text = (int32_t)(said - text);
          memcpy(said, start, (size_t)(stop - start));
          said += stop - start;
          p = string_text(stop, end, &said);
          if (!p) return NULL;
          p++;
          node->text_count = (int32_t)(said - text) - node->text;
        }
        node->start = (int32_t)(start - base);
        node->count = (int32_t)(p - 1 - start);
      } else {
        const uint8_t *start = p;
        node->form = *p == 'n' ? 0 : NEXO_LITERAL;
        p = scalar_end(p, end);
        if (!p) return NULL;
        node->count = (int32_t)(p - start);
      }
      node->next = (int32_t)++n;
    }
    /* After a value, or before the bracket of an empty one: close what ends here. */
    for (;;) {
      if (depth == 0) {
        *count = n;
        return p;
      }
      p = skip_space(p, end);
      if (p >= end) return NULL;
      if (*p == ',') break;
      nexo_node *outer = nodes + open[depth - 1];
      if (*p != (outer->form == NEXO_OBJECT ? '}' : ']')) return NULL;
      p++;
      outer->count = (int32_t)(p - base) - outer->start;
      outer->next = (int32_t)n;
      depth--;
    }
    p = skip_space(p + 1, end);
  element:
    if (nodes[open[depth - 1]].form == NEXO_OBJECT) {
      if (n + 2 > capacity) {
        *count = capacity;
        return NULL;
      }
      nexo_node *key = nodes + n;
      const uint8_t *start = p + 1, *after = p < end && *p == '"' ? text_end(p, end, 1) : NULL;
      if (!after) return NULL;
      key->start = (int32_t)(start - base);
      key->count = (int32_t)(after - 1 - start);
      key->form = nexo_find1(start, after - 1, '\\') == after - 1 ? NEXO_TEXT : NEXO_ESCAPED;
      key->next = (int32_t)++n;
      p = skip_space(after, end);
      if (p >= end || *p != ':') return NULL;
      p = skip_space(p + 1, end);
    }
  }
}

#undef json_stop
#undef json_stops
#undef near_stop
#undef is_key
#undef string_end
#undef digits_end
#undef number_end
#undef near_number_end
#undef word_end
#undef scalar_end
#undef text_end
#undef value_behind
#undef value_end
#undef doubled_value_end
#undef nested_end
#undef other_key
#undef usual_end
#undef record_end
#undef json_record
#undef json_record_lines
#undef string_text
#undef json_nodes
