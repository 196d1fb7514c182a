#ifndef NEXO_LINUX_H
#define NEXO_LINUX_H

/* Calls of Linux that Swift's Glibc module leaves out, because they need _GNU_SOURCE. */

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

/* The variables that the process was given, `NAME=value` each; the last pointer is null. */
char **nexo_environment(void);

#endif
