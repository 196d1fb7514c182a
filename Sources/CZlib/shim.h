#ifndef NEXO_ZLIB_SHIM_H
#define NEXO_ZLIB_SHIM_H
#include <zlib.h>
#endif
