#include "scan.h"
#include "wide.h"

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

static unsigned hex4(const uint8_t *p) {
  unsigned unit = 0;
  for (int i = 0; i < 4; i++) unit = unit << 4 | ((unsigned)(p[i] <= '9' ? p[i] - '0' : (p[i] | 0x20) - 'a' + 10) & 15);
  return unit;
}

static uint8_t *put_utf8(uint8_t *to, uint32_t unit) {
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
  return to;
}

/* What may stand between two tokens; mostly that is nothing. */
static inline const uint8_t *skip_between(int lines, const uint8_t *p, const uint8_t *end) {
  if (p < end && *p > ' ') return p;
  return lines ? skip_space(p, end) : skip_blank(p, end);
}

/* From a key on so many bytes have to be there, and so many from its value on: enough to look at a key, what stands around
   it and the beginning of its value without asking for the end again. */
#define KEY_ROOM 64
#define VALUE_ROOM 34

#define NEXO_READING "json_reading.h"
#include "instruction_sets.h"

#ifndef NEXO_WIDE
#define value_end_wide value_end_plain
#define doubled_value_end_wide doubled_value_end_plain
#define json_record_wide json_record_plain
#define json_record_lines_wide json_record_lines_plain
#define json_nodes_wide json_nodes_plain
#endif

static const uint8_t *value_end(const uint8_t *p, const uint8_t *end, int *deep) {
  return is_wide() ? value_end_wide(p, end, deep) : value_end_plain(p, end, deep);
}

static const uint8_t *doubled_value_end(const uint8_t *p, const uint8_t *end, int *deep) {
  return is_wide() ? doubled_value_end_wide(p, end, deep) : doubled_value_end_plain(p, end, deep);
}

int nexo_json_valid(const uint8_t *p, size_t n, int quote) {
  int deep = 0;
  const uint8_t *after = quote == 1 ? value_end(p, p + n, &deep) : doubled_value_end(p, p + n, &deep);
  return deep ? -1 : after && skip_space(after, p + n) == p + n;
}

const uint8_t *nexo_json_end(const uint8_t *p, const uint8_t *end) {
  int deep = 0;
  return value_end(p, end, &deep);
}

typedef const uint8_t *record_reader(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                     nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                     uint64_t *structured);

/* A record that ends so near to what can be read that there is no room behind it is read once more where there is: in a copy
   that zeros follow, with which no record goes on. Of a small file that is one in twenty. */
static __attribute__((noinline, cold)) const uint8_t *last_record(record_reader *read, const uint8_t *base, const uint8_t *p,
                                                                  const uint8_t *end, const uint8_t *readable,
                                                                  nexo_key *keys, size_t key_count, nexo_field *fields,
                                                                  uint64_t *present, uint64_t *structured) {
  uint8_t copy[4096];
  size_t left = (size_t)(readable - p);
  if (left > sizeof copy - KEY_ROOM) return NULL;
  memcpy(copy, p, left);
  memset(copy + left, 0, KEY_ROOM);
  const uint8_t *after =
      read(copy, copy, copy + (end - p), copy + left + KEY_ROOM, keys, key_count, fields, present, structured);
  if (!after) return NULL;
  for (uint64_t found = *present; found; found &= found - 1) fields[__builtin_ctzll(found)].start += (int32_t)(p - base);
  return p + (after - copy);
}

const uint8_t *nexo_json_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                uint64_t *structured) {
  const uint8_t *after = is_wide() ? json_record_wide(base, p, end, readable, keys, key_count, fields, present, structured)
                                   : json_record_plain(base, p, end, readable, keys, key_count, fields, present, structured);
  if (after) return after;
  return last_record(is_wide() ? json_record_wide : json_record_plain, base, p, end, readable, keys, key_count, fields,
                     present, structured);
}

const uint8_t *nexo_json_record_lines(const uint8_t *base, const uint8_t *p, const uint8_t *end, const uint8_t *readable,
                                      nexo_key *keys, size_t key_count, nexo_field *fields, uint64_t *present,
                                      uint64_t *structured) {
  const uint8_t *after =
      is_wide() ? json_record_lines_wide(base, p, end, readable, keys, key_count, fields, present, structured)
                : json_record_lines_plain(base, p, end, readable, keys, key_count, fields, present, structured);
  if (after) return after;
  return last_record(is_wide() ? json_record_lines_wide : json_record_lines_plain, base, p, end, readable, keys, key_count,
                     fields, present, structured);
}

const uint8_t *nexo_json_nodes(const uint8_t *base, const uint8_t *p, const uint8_t *end, nexo_node *nodes, size_t capacity,
                               size_t *count, uint8_t *text) {
  return is_wide() ? json_nodes_wide(base, p, end, nodes, capacity, count, text)
                   : json_nodes_plain(base, p, end, nodes, capacity, count, text);
}
