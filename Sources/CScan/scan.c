/* The functions are inline in include/scan.h; a target needs a source. */
#include "scan.h"
