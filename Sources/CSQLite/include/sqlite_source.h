#ifndef NEXO_SQLITE_SOURCE_H
#define NEXO_SQLITE_SOURCE_H

/// Makes the file system "nexo" known to SQLite, once: databases are read from descriptors that are open already, and
/// nothing is ever written, locked or made beside them. URIs name the descriptors:
///
///     file:/database?vfs=nexo&fd=7&origin=0&size=8192&log=9&logsize=4152
///
/// `log` is the write-ahead log, where there is one; without it the database counts as immutable. Returns 0 or an error
/// of SQLite's.
int nexo_sqlite_register(void);

/// Forbids a connection (a `sqlite3 *`) whatever a database may want to have executed, and any write. Returns 0 or an
/// error of SQLite's.
int nexo_sqlite_harden(void *connection);

/// Lets a connection do so many more thousands of steps before it is interrupted; counts down `left`, which must outlive
/// the connection.
void nexo_sqlite_budget(void *connection, long long *left);

#endif
