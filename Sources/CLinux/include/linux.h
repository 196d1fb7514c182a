#ifndef NEXO_LINUX_H
#define NEXO_LINUX_H

/* What Swift's Glibc module leaves out, because it needs _GNU_SOURCE, or what only C can do. */

#include <stddef.h>
#include <stdint.h>

/* Exchanges two names atomically (renameat2 with RENAME_EXCHANGE). 0, or -1 with errno. */
int nexo_exchange(int folder, const char *name, int other_folder, const char *other_name);

/* The id of the mount that holds NAME in FOLDER, in *ID. 0, or -1 with errno. */
int nexo_mount_id(int folder, const char *name, uint64_t *id);

/* Whether the open FOLDER has an access control list of its own, or one for what is made in it. */
int nexo_has_access_list(int folder);

/* Lets the allocator give blocks of this size and more back to the system as soon as they are freed. */
void nexo_return_blocks_from(size_t bytes);

/* Adds bytes to a digest; 0 when it cannot. libcrypto's EVP_DigestUpdate is one. */
struct evp_md_ctx_st;
typedef int (*nexo_update)(struct evp_md_ctx_st *context, const void *bytes, size_t count);

/* Adds the first SIZE bytes of a file to a digest where the kernel keeps them, without copying them. 0; or -1 when they cannot be
   looked at like that, or some of them no longer when it was their turn, because the file became shorter: the digest is then of
   no use. Handles SIGBUS, of this alone, from the first call on. */
int nexo_digest_file(int file, size_t size, nexo_update update, struct evp_md_ctx_st *context);

/* The variables that the process was given, `NAME=value` each; the last pointer is null. */
char **nexo_environment(void);

#endif
