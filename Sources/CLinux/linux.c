#define _GNU_SOURCE
#include "linux.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <sys/stat.h>
#include <sys/xattr.h>
#include <malloc.h>
#include <unistd.h>

int nexo_exchange(int folder, const char *name, int other_folder, const char *other_name) {
  return renameat2(folder, name, other_folder, other_name, RENAME_EXCHANGE);
}

int nexo_mount_id(int folder, const char *name, uint64_t *id) {
  struct statx status;
  if (statx(folder, name, AT_EMPTY_PATH, STATX_MNT_ID, &status) != 0) return -1;
  if (!(status.stx_mask & STATX_MNT_ID)) {
    errno = ENOSYS;
    return -1;
  }
  *id = status.stx_mnt_id;
  return 0;
}

int nexo_has_access_list(int folder) {
  return fgetxattr(folder, "system.posix_acl_access", 0, 0) > 0 ||
         fgetxattr(folder, "system.posix_acl_default", 0, 0) > 0;
}

void nexo_return_blocks_from(size_t bytes) { mallopt(M_MMAP_THRESHOLD, (int)bytes); }

char **nexo_environment(void) { return environ; }
