#include "sqlite_source.h"

#include <errno.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

/// A file that its owner has opened and will close.
typedef struct {
  sqlite3_file base;
  int descriptor;
  sqlite3_int64 origin;
  sqlite3_int64 size;
  int is_immutable;
} SourceFile;

static int close_file(sqlite3_file *file) { return SQLITE_OK; }

static int read_file(sqlite3_file *file, void *buffer, int amount, sqlite3_int64 offset) {
  SourceFile *source = (SourceFile *)file;
  sqlite3_int64 there = offset < source->size ? source->size - offset : 0;
  int wanted = there < amount ? (int)there : amount;
  int done = 0;
  while (done < wanted) {
    ssize_t count =
        pread(source->descriptor, (char *)buffer + done, (size_t)(wanted - done), source->origin + offset + done);
    if (count < 0) {
      if (errno == EINTR) continue;
      return SQLITE_IOERR_READ;
    }
    if (count == 0) break;
    done += (int)count;
  }
  if (done == amount) return SQLITE_OK;
  memset((char *)buffer + done, 0, (size_t)(amount - done));
  return SQLITE_IOERR_SHORT_READ;
}

static int write_file(sqlite3_file *file, const void *bytes, int amount, sqlite3_int64 offset) {
  return SQLITE_READONLY;
}
static int truncate_file(sqlite3_file *file, sqlite3_int64 size) { return SQLITE_READONLY; }
static int sync_file(sqlite3_file *file, int flags) { return SQLITE_OK; }
static int size_of_file(sqlite3_file *file, sqlite3_int64 *size) {
  *size = ((SourceFile *)file)->size;
  return SQLITE_OK;
}
static int lock_file(sqlite3_file *file, int level) { return SQLITE_OK; }
static int check_reserved_lock(sqlite3_file *file, int *result) {
  *result = 0;
  return SQLITE_OK;
}
static int control_file(sqlite3_file *file, int operation, void *argument) { return SQLITE_NOTFOUND; }
static int sector_size(sqlite3_file *file) { return 0; }
static int characteristics(sqlite3_file *file) {
  return ((SourceFile *)file)->is_immutable ? SQLITE_IOCAP_IMMUTABLE : 0;
}

// Version 1: no shared memory, so that a write-ahead log is indexed in the process's own.
static const sqlite3_io_methods methods = {
    .iVersion = 1,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = size_of_file,
    .xLock = lock_file,
    .xUnlock = lock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = control_file,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = characteristics,
};

static int open_file(sqlite3_vfs *system, const char *name, sqlite3_file *file, int flags, int *out) {
  SourceFile *source = (SourceFile *)file;
  source->base.pMethods = 0;
  if (!name) return SQLITE_CANTOPEN;
  if (flags & SQLITE_OPEN_MAIN_DB) {
    source->descriptor = (int)sqlite3_uri_int64(name, "fd", -1);
    source->origin = sqlite3_uri_int64(name, "origin", 0);
    source->size = sqlite3_uri_int64(name, "size", 0);
    source->is_immutable = sqlite3_uri_int64(name, "log", -1) < 0;
  } else if (flags & SQLITE_OPEN_WAL) {
    source->descriptor = (int)sqlite3_uri_int64(name, "log", -1);
    source->origin = 0;
    source->size = sqlite3_uri_int64(name, "logsize", 0);
    source->is_immutable = 0;
  } else {
    return SQLITE_CANTOPEN;
  }
  if (source->descriptor < 0) return SQLITE_CANTOPEN;
  if (out) *out = (flags & ~(SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE)) | SQLITE_OPEN_READONLY;
  source->base.pMethods = &methods;
  return SQLITE_OK;
}

static int delete_file(sqlite3_vfs *system, const char *name, int sync) { return SQLITE_READONLY; }

static int access_file(sqlite3_vfs *system, const char *name, int flags, int *result) {
  size_t length = name ? strlen(name) : 0;
  // Only names of logs are SQLite's own, of which it knows the URI.
  int is_log = length > 4 && strcmp(name + length - 4, "-wal") == 0;
  *result = flags == SQLITE_ACCESS_EXISTS && is_log && sqlite3_uri_int64(name, "log", -1) >= 0;
  return SQLITE_OK;
}

static int full_name(sqlite3_vfs *system, const char *name, int size, char *out) {
  if (strlen(name) >= (size_t)size) return SQLITE_CANTOPEN;
  strcpy(out, name);
  return SQLITE_OK;
}

static sqlite3_vfs *standard(void) { return sqlite3_vfs_find(0); }
static int randomness(sqlite3_vfs *system, int count, char *out) {
  memset(out, 0, (size_t)count);
  return count;
}
static int pause_for(sqlite3_vfs *system, int microseconds) { return standard()->xSleep(standard(), microseconds); }
static int current_time(sqlite3_vfs *system, double *time) {
  *time = 0;
  return SQLITE_OK;
}
static int last_error(sqlite3_vfs *system, int size, char *out) { return errno; }
static void *open_library(sqlite3_vfs *system, const char *name) { return 0; }

static sqlite3_vfs file_system = {
    .iVersion = 1,
    .szOsFile = sizeof(SourceFile),
    .mxPathname = 512,
    .zName = "nexo",
    .xOpen = open_file,
    .xDelete = delete_file,
    .xAccess = access_file,
    .xFullPathname = full_name,
    .xDlOpen = open_library,
    .xRandomness = randomness,
    .xSleep = pause_for,
    .xCurrentTime = current_time,
    .xGetLastError = last_error,
};

int nexo_sqlite_register(void) {
  // Debian's SQLite reads URIs anyway. Too late, and no harm, when it has been started already.
  sqlite3_config(SQLITE_CONFIG_URI, 1);
  int code = sqlite3_initialize();
  return code == SQLITE_OK ? sqlite3_vfs_register(&file_system, 0) : code;
}

int nexo_sqlite_harden(void *connection) {
  static const int settings[][2] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},       {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},  {SQLITE_DBCONFIG_ENABLE_VIEW, 0},
      {SQLITE_DBCONFIG_DQS_DML, 0},         {SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
  };
  for (unsigned i = 0; i < sizeof settings / sizeof settings[0]; i++) {
    int code = sqlite3_db_config(connection, settings[i][0], settings[i][1], (int *)0);
    if (code != SQLITE_OK) return code;
  }
  // A schema may say of a stored table that it is a virtual one, whose module would be asked for its rows.
  int code = sqlite3_drop_modules(connection, 0);
  if (code != SQLITE_OK) return code;
  sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0);
  sqlite3_limit(connection, SQLITE_LIMIT_TRIGGER_DEPTH, 0);
  // The log's index lies in memory; what must be sorted (nothing) would, too; pages are not mapped.
  return sqlite3_exec(
      connection,
      "PRAGMA locking_mode = EXCLUSIVE; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; "
      "PRAGMA cell_size_check = ON; PRAGMA query_only = ON",
      0, 0, 0);
}

static int spend(void *context) {
  long long *left = context;
  *left -= 1;
  return *left < 0;
}

void nexo_sqlite_budget(void *connection, long long *left) {
  sqlite3_progress_handler(connection, 1000, spend, left);
}
