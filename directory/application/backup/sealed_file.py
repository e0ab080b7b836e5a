"""A file of parts, each packed, and sealed where a key is given; none can be left out or moved.

Each part is a line: packed, and with a key sealed by Fernet (AES-128-CBC with HMAC-SHA256), under a
number that counts on. The last part says that it is the last.
"""

import base64
import zlib
from collections.abc import Iterable, Iterator
from typing import BinaryIO

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt

OPEN, SEALED = b"waymark backup 1 open\n", b"waymark backup 1 sealed "
PART = 1 << 20
_SALT = 16
_MORE, _LAST = b"+", b"."
_LONGEST = 8 * PART


class BackupFileError(Exception):
    """A file is no whole backup, or its key is another; the message says which."""


def write_parts(file: BinaryIO, lines: Iterable[bytes], key: str | None, salt: bytes) -> None:
    """Write lines as parts; `salt` is sixteen bytes at random."""
    seal = _seal(key, salt) if key else None
    file.write(SEALED + base64.urlsafe_b64encode(salt) + b"\n" if seal else OPEN)
    number, waiting, size = 0, [], 0
    for line in lines:
        waiting.append(line)
        size += len(line)
        if size >= PART:
            file.write(_part(seal, number, _MORE, waiting))
            number, waiting, size = number + 1, [], 0
    file.write(_part(seal, number, _LAST, waiting))


def read_parts(file: BinaryIO, key: str | None) -> Iterator[bytes]:
    """Yield the lines that were written. Raises BackupFileError, at the latest at the end."""
    seal = _opened_seal(file.readline(200), key)
    number, is_last = 0, False
    while part := file.readline():
        if is_last:
            raise BackupFileError("the file goes on after its end")
        mark, text = _opened(seal, number, part)
        yield from text.split(b"\n") if text else ()
        number, is_last = number + 1, mark == _LAST
    if not is_last:
        raise BackupFileError("the file is cut off: its last part is missing")


def _opened_seal(head: bytes, key: str | None) -> Fernet | None:
    if head == OPEN:
        return None
    if not head.startswith(SEALED):
        raise BackupFileError("this is no backup of Waymark")
    if not key:
        raise BackupFileError("the backup is sealed: set WAYMARK_BACKUP_KEY")
    return _seal(key, base64.urlsafe_b64decode(head[len(SEALED) :].strip()))


def _seal(key: str, salt: bytes) -> Fernet:
    made = Scrypt(salt=salt, length=32, n=2**15, r=8, p=1).derive(key.encode())
    return Fernet(base64.urlsafe_b64encode(made))


def _part(seal: Fernet | None, number: int, mark: bytes, lines: list[bytes]) -> bytes:
    content = b"%d%b%b" % (number, mark, b"\n".join(lines))
    packed = zlib.compress(content, level=6)
    return (seal.encrypt(packed) if seal else base64.urlsafe_b64encode(packed)) + b"\n"


def _opened(seal: Fernet | None, number: int, part: bytes) -> tuple[bytes, bytes]:
    try:
        token = part.strip()
        packed = seal.decrypt(token) if seal else base64.urlsafe_b64decode(token)
        content = zlib.decompressobj().decompress(packed, _LONGEST)
    except InvalidToken:
        raise BackupFileError("the key is another, or the file was changed") from None
    except (ValueError, zlib.error):
        raise BackupFileError("the file is damaged") from None
    digits = len(str(number))
    if content[:digits] != str(number).encode() or content[digits : digits + 1] not in b"+.":
        raise BackupFileError("the file is damaged: a part is missing or moved")
    return content[digits : digits + 1], content[digits + 1 :]
