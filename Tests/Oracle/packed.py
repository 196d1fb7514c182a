"""What stands around an export: gzip and zstd, known by their first bytes; and the table of an SQLite database."""
import gzip
import sqlite3
import subprocess

GZIP, ZSTD, SQLITE = b"\x1f\x8b", b"\x28\xb5\x2f\xfd", b"SQLite format 3\0"


def unpacked(path, data):
    """The file's name without the ending of its packing, and its bytes."""
    if data.startswith(GZIP): return path.removesuffix(".gz"), gzip.decompress(data)
    if data.startswith(ZSTD):
        done = subprocess.run(["zstd", "-dcq"], input=data, capture_output=True, check=True)
        return path.removesuffix(".zst"), done.stdout
    return path, data


def rows(data, table):
    """Dicts of a table's rows, by lower-case names, everything as text; nothing for a database without that table."""
    connection = sqlite3.connect(":memory:")
    try:
        connection.deserialize(data)
        names = [n for n, in connection.execute("select name from sqlite_master where type in ('table', 'view')")]
        if table not in names: return None
        found = connection.execute(f'select * from "{table}"')
        columns = [c[0].lower() for c in found.description]
        return [dict(zip(columns, map(text, row))) for row in found]
    finally: connection.close()


def text(value):
    """A column's value by its text; a whole REAL is a whole number."""
    if value is None: return None
    if isinstance(value, bytes): return value.decode("utf-8", "surrogateescape")
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
