#ifndef NEXO_SCAN_H
#define NEXO_SCAN_H
#include <stdint.h>
#include <stddef.h>
#endif
