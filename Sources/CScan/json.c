#include "scan.h"

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

/* The place behind the string that begins at p; NULL when there is none. */
static const uint8_t *string_end(const uint8_t *p, const uint8_t *end, int quote) {
  if (!is_quote(p, end, quote)) return NULL;
  p += quote;
  for (;;) {
    p = nexo_find_json_stop(p, end);
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

static const uint8_t *word_end(const uint8_t *p, const uint8_t *end) {
  if (end - p >= 4 && (memcmp(p, "true", 4) == 0 || memcmp(p, "null", 4) == 0)) return p + 4;
  return end - p >= 5 && memcmp(p, "false", 5) == 0 ? p + 5 : NULL;
}

/* The place behind the value that begins at p, white space before it skipped; NULL when there is no whole and valid one, or
   one nested too deeply, which sets `deep`. */
static inline const uint8_t *value_end(const uint8_t *p, const uint8_t *end, int quote, int *deep) {
  /* A bit a level, the innermost lowest: 1 for an object. */
  uint64_t objects = 0;
  int depth = 0;
  p = skip_space(p, end);
  for (;;) {
    if (p >= end) return NULL;
    if (*p == '{' || *p == '[') {
      if (depth == 64) {
        *deep = 1;
        return NULL;
      }
      objects = objects << 1 | (*p == '{');
      depth++;
      p = skip_space(p + 1, end);
      if (p >= end) return NULL;
      if (*p != (objects & 1 ? '}' : ']')) goto element;
    } else {
      p = *p == '"' ? string_end(p, end, quote) : *p == '-' || (uint8_t)(*p - '0') < 10 ? number_end(p, end) : word_end(p, end);
      if (!p) return NULL;
    }
    /* After a value, or before the bracket of an empty one: close what ends here. */
    for (;;) {
      if (depth == 0) return p;
      p = skip_space(p, end);
      if (p >= end) return NULL;
      if (*p == ',') break;
      if (*p != (objects & 1 ? '}' : ']')) return NULL;
      p++;
      depth--;
      objects >>= 1;
    }
    p = skip_space(p + 1, end);
  element:
    if (objects & 1) {
      if (!(p = string_end(p, end, quote))) return NULL;
      p = skip_space(p, end);
      if (p >= end || *p != ':') return NULL;
      p = skip_space(p + 1, end);
    }
  }
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

static inline const uint8_t *skip_between(int lines, const uint8_t *p, const uint8_t *end) {
  return lines ? skip_space(p, end) : skip_blank(p, end);
}

static inline const uint8_t *record_end(int lines, const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                       const nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                       uint64_t *structured) {
  uint64_t found = 0, nested = 0;
  p = skip_between(lines, p + 1, end);
  for (size_t i = 0; i < key_count; i++) {
    const nexo_key *key = keys + i;
    if (p >= end || *p != '"' || readable - p < 25 || !nexo_is_key(p + 1, key)) return NULL;
    p = skip_between(lines, p + key->count + 2, end);
    if (p >= end || *p != ':') return NULL;
    p = skip_between(lines, p + 1, end);
    if (p >= end) return NULL;
    const uint8_t *start = p, *after;
    size_t count;
    int form, deep = 0;
    switch (*p) {
    case '"':
      start = p + 1;
      after = nexo_find_json_stop(start, end);
      form = NEXO_TEXT;
      if (after >= end) return NULL;
      if (*after != '"') {
        form = NEXO_ESCAPED;
        after = string_end(p, end, 1);
        if (!after) return NULL;
        after--;
      }
      count = (size_t)(after - start);
      after++;
      break;
    case '{':
    case '[':
      after = value_end(p, end, 1, &deep);
      /* A line end within it is found by whoever has to look closer. */
      if (!after || (!lines && nexo_find1(p, after, '\n') != after)) return NULL;
      form = *p == '{' ? NEXO_OBJECT : NEXO_ARRAY;
      count = (size_t)(after - start);
      break;
    default:
      after = *p == '-' || (uint8_t)(*p - '0') < 10 ? number_end(p, end) : word_end(p, end);
      if (!after) return NULL;
      form = NEXO_LITERAL;
      /* Null is as good as absent. */
      count = *p == 'n' ? 0 : (size_t)(after - start);
    }
    if (key->slot >= 0) {
      uint64_t bit = (uint64_t)1 << (key->slot & 63);
      /* Of repeated keys the last counts, one without a value included. */
      found = count ? found | bit : found & ~bit;
      nested = form >= NEXO_OBJECT ? nested | bit : nested & ~bit;
      if (count) {
        nexo_field *field = fields + (key->slot & 63);
        field->start = (int32_t)(start - base);
        field->count = (int32_t)count;
        field->form = (uint8_t)form;
      }
    }
    p = skip_between(lines, after, end);
    if (p >= end) return NULL;
    if (*p == '}') {
      *present = found;
      *structured = nested;
      return i + 1 == key_count ? p + 1 : NULL;
    }
    if (*p != ',') return NULL;
    p = skip_between(lines, p + 1, end);
  }
  return NULL;
}

const uint8_t *nexo_json_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                const nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                uint64_t *structured) {
  return record_end(0, base, p, end, readable, keys, key_count, fields, present, structured);
}

const uint8_t *nexo_json_record_lines(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                      const nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                      uint64_t *structured) {
  return record_end(1, base, p, end, readable, keys, key_count, fields, present, structured);
}

const uint8_t *nexo_json_nodes(const uint8_t *base, const uint8_t *p, const uint8_t *end, nexo_node *nodes, size_t capacity,
                               size_t *count) {
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
        const uint8_t *start = p + 1, *stop = nexo_find_json_stop(start, end);
        node->form = NEXO_TEXT;
        if (stop < end && *stop == '"') {
          p = stop + 1;
        } else {
          node->form = NEXO_ESCAPED;
          p = string_end(p, end, 1);
          if (!p) return NULL;
        }
        node->start = (int32_t)(start - base);
        node->count = (int32_t)(p - 1 - start);
      } else {
        const uint8_t *start = p;
        node->form = *p == 'n' ? 0 : NEXO_LITERAL;
        p = *p == '-' || (uint8_t)(*p - '0') < 10 ? number_end(p, end) : word_end(p, end);
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
      const uint8_t *start = p + 1, *after = string_end(p, end, 1);
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

static unsigned hex4(const uint8_t *p) {
  unsigned unit = 0;
  for (int i = 0; i < 4; i++) unit = unit << 4 | ((unsigned)(p[i] <= '9' ? p[i] - '0' : (p[i] | 0x20) - 'a' + 10) & 15);
  return unit;
}

size_t nexo_json_unescape(uint8_t *out, const uint8_t *p, size_t n) {
  static const uint8_t plain[256] = {['n'] = '\n', ['t'] = '\t', ['r'] = '\r', ['b'] = '\b', ['f'] = '\f'};
  const uint8_t *end = p + n;
  uint8_t *to = out;
  while (p < end) {
#ifdef NEXO_BLOCK
    const nexo_block back = nexo_fill('\\');
    while (end - p >= NEXO_BLOCK) {
      nexo_block x = nexo_load(p);
      uint64_t m = nexo_mask(nexo_equal(x, back));
      /* The text is never longer than what it is read from, so a whole block has room. */
      memcpy(to, &x, NEXO_BLOCK);
      size_t run = m ? (size_t)(__builtin_ctzll(m) >> NEXO_MASK_SHIFT) : NEXO_BLOCK;
      p += run;
      to += run;
      if (m) break;
    }
#endif
    while (p < end && *p != '\\') *to++ = *p++;
    if (end - p < 2) {
      if (p < end) *to++ = *p++;
      break;
    }
    uint8_t c = p[1];
    if (c != 'u' || end - p < 6) {
      *to++ = plain[c] ? plain[c] : c;
      p += 2;
      continue;
    }
    uint32_t unit = hex4(p + 2);
    p += 6;
    if (unit >= 0xD800 && unit < 0xDC00 && end - p >= 6 && p[0] == '\\' && p[1] == 'u') {
      uint32_t low = hex4(p + 2);
      if (low >= 0xDC00 && low < 0xE000) {
        unit = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
        p += 6;
      }
    }
    if (unit >= 0xD800 && unit < 0xE000) unit = 0xFFFD;
    if (unit < 0x80) {
      *to++ = (uint8_t)unit;
    } else if (unit < 0x800) {
      *to++ = (uint8_t)(0xC0 | unit >> 6);
      *to++ = (uint8_t)(0x80 | (unit & 0x3F));
    } else if (unit < 0x10000) {
      *to++ = (uint8_t)(0xE0 | unit >> 12);
      *to++ = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
      *to++ = (uint8_t)(0x80 | (unit & 0x3F));
    } else {
      *to++ = (uint8_t)(0xF0 | unit >> 18);
      *to++ = (uint8_t)(0x80 | (unit >> 12 & 0x3F));
      *to++ = (uint8_t)(0x80 | (unit >> 6 & 0x3F));
      *to++ = (uint8_t)(0x80 | (unit & 0x3F));
    }
  }
  return (size_t)(to - out);
}
