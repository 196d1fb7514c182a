#ifndef NEXO_CRYPTO_SHIM_H
#define NEXO_CRYPTO_SHIM_H
#include <openssl/evp.h>
#endif
