#ifndef NEXO_ZSTD_SHIM_H
#define NEXO_ZSTD_SHIM_H
#include <zstd.h>
#include <zstd_errors.h>
#endif
