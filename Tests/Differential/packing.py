"""Text to the bytes of a file: encodings, gzip and zstd in one or several pieces, names that do or do not tell what is inside."""
import ctypes
import gzip
import struct
import zlib

ZSTD = ctypes.CDLL("libzstd.so.1")
for name, result, arguments in (("createCCtx", ctypes.c_void_p, []), ("freeCCtx", ctypes.c_size_t, [ctypes.c_void_p]),
                                ("CCtx_setParameter", ctypes.c_size_t, [ctypes.c_void_p, ctypes.c_int, ctypes.c_int]), ("compressBound", ctypes.c_size_t, [ctypes.c_size_t]),
                                ("compress2", ctypes.c_size_t, [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_size_t, ctypes.c_char_p, ctypes.c_size_t])):
    function = getattr(ZSTD, "ZSTD_" + name)
    function.restype, function.argtypes = result, arguments
LEVEL, WITH_SIZE, WITH_CHECKSUM = 100, 200, 201


def encoded(r, text):
    """UTF-8, with a byte order mark or without, or UTF-16 with one."""
    if isinstance(text, bytes): return text
    way = r.randrange(8)
    if way == 0: return b"\xef\xbb\xbf" + text.encode()
    if way == 1: return b"\xff\xfe" + text.encode("utf-16-le")
    if way == 2: return b"\xfe\xff" + text.encode("utf-16-be")
    return text.encode()


def cut(r, data, most=4):
    """The data in up to so many pieces."""
    places = sorted(r.randrange(len(data) + 1) for _ in range(r.randrange(most)))
    return [data[a:b] for a, b in zip([0] + places, places + [len(data)])]


def member(r, data):
    """One member of gzip, now and then with a name, a comment, an extra field and the header's checksum."""
    if r.random() < 0.6: return gzip.compress(data, r.randrange(10), mtime=r.randrange(1 << 31))
    flags = r.randrange(32) & ~1
    head = b"\x1f\x8b\x08" + bytes([flags]) + struct.pack("<IBB", 0, 0, 3)
    if flags & 4: head += struct.pack("<H", 6) + b"ab\x02\x00xy"
    if flags & 8: head += b"name.csv\x00"
    if flags & 16: head += b"comment\x00"
    if flags & 2: head += struct.pack("<H", zlib.crc32(head) & 0xFFFF)
    deflate = zlib.compressobj(r.choice((0, 1, 9)), zlib.DEFLATED, -15, strategy=r.choice((0, 2, 4)))
    return head + deflate.compress(data) + deflate.flush() + struct.pack("<II", zlib.crc32(data), len(data) & 0xFFFFFFFF)


def frame(r, data):
    if len(data) < 64 and r.random() < 0.3: return stored_frame(data)
    context = ZSTD.ZSTD_createCCtx()
    for parameter, values in ((LEVEL, (1, 3, 12, -3)), (WITH_SIZE, (0, 1)), (WITH_CHECKSUM, (0, 1))): ZSTD.ZSTD_CCtx_setParameter(context, parameter, r.choice(values))
    room = ctypes.create_string_buffer(ZSTD.ZSTD_compressBound(len(data)))
    count = ZSTD.ZSTD_compress2(context, room, len(room), data, len(data))
    ZSTD.ZSTD_freeCCtx(context)
    return room.raw[:count]


def stored_frame(data):
    """A frame of one raw block, by hand: a single segment with its size in a byte."""
    return b"\x28\xb5\x2f\xfd\x20" + bytes([len(data)]) + struct.pack("<I", len(data) << 3 | 1)[:3] + data


def skippable(r): return struct.pack("<II", 0x184D2A50 + r.randrange(16), 5) + b"skip\n"


def packed(r, data):
    """(ending of the name, bytes)"""
    way = r.random()
    if way < 0.6: return "", data
    if way < 0.8: return ".gz", b"".join(member(r, d) for d in cut(r, data)) + r.choice((b"", b"", b"\0" * 7))
    frames = [frame(r, d) for d in cut(r, data, 3)]
    if r.random() < 0.3: frames.insert(r.randrange(1, len(frames) + 1), skippable(r))
    return ".zst", b"".join(frames)
