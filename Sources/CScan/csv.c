#include "scan.h"
#include "wide.h"

#ifdef NEXO_BLOCK
/* Where a mask has four bits a byte, one of them is enough. */
#if NEXO_MASK_SHIFT == 0
#define SINGLE_BITS (~(uint64_t)0)
#else
#define SINGLE_BITS 0x1111111111111111ull
#endif

#define NEXO_READING "csv_reading.h"
#include "instruction_sets.h"
#ifndef NEXO_WIDE
#define csv_record_wide csv_record_plain
#endif
#endif

const uint8_t *nexo_csv_record(const uint8_t *base, const uint8_t *p, const uint8_t *end, uint8_t delimiter,
                               const int32_t *slots, size_t columns, nexo_field *fields, uint64_t *present) {
#ifdef NEXO_BLOCK
  return is_wide() ? csv_record_wide(base, p, end, delimiter, slots, columns, fields, present)
                   : csv_record_plain(base, p, end, delimiter, slots, columns, fields, present);
#else
  return NULL;
#endif
}
