#ifndef NEXO_CRYPTO_SHIM_H
#define NEXO_CRYPTO_SHIM_H
/* The one-shot digests fetch their algorithm anew each time, which costs more than hashing a title. */
#define OPENSSL_SUPPRESS_DEPRECATED
#include <openssl/evp.h>
#include <openssl/sha.h>
#endif
