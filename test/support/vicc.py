#!/usr/bin/python3
"""A card whose logic is not ours: the ISO 7816-4 card of Debian's vsmartcard-vpicc, in a virtual reader.

vicc.py PORT DESCRIPTION, which is JSON: {"pin": "12345678", "files": {"2FE2": "9810...", "7F50/6421": "FF..."}}
A directory is made when a file in it is named; 7F50 is the PKCS#15 application.
Two of the program's functions do not run on Python 3 and are given here anew.
"""
import importlib
import json
import logging
import sys

sys.path.insert(0, "/usr/lib/python3/site-packages/virtualsmartcard")
for name in ("", ".Cipher", ".Cipher.DES3", ".Cipher.DES", ".Cipher.AES", ".Cipher.ARC4", ".Hash", ".Hash.HMAC", ".Hash.SHA"):
    sys.modules["Crypto" + name] = importlib.import_module("Cryptodome" + name)
from virtualsmartcard import SmartcardFilesystem as files, TLVutils as tlv, VirtualSmartcard as card  # noqa: E402

PKCS15 = bytes.fromhex("A000000063504B43532D3135")
format_result = card.Iso7816OS.formatResult
card.Iso7816OS.formatResult = lambda self, seekable, le, *rest: format_result(self, seekable, le or 0, *rest)


def pack(objects, recalculate_length=False):
    return b"".join(encoded(tag, value if isinstance(value, bytes) else pack(value)) for tag, _, value, *_ in objects)


def encoded(tag, value):
    size = len(value).to_bytes((len(value).bit_length() + 7) // 8 or 1, "big")
    long_form = b"" if len(value) < 0x80 else bytes([0x80 | len(size)])
    return tag.to_bytes((tag.bit_length() + 7) // 8, "big") + long_form + size + value


tlv.pack = pack
tlv.bertlv_pack = files.bertlv_pack = pack

port, description = int(sys.argv[1]), json.loads(sys.argv[2])
virtual = card.VirtualICC(None, "iso7816", "127.0.0.1", port, logginglevel=logging.CRITICAL)
virtual.os.SAM.PIN = description["pin"].encode()
for path, content in description["files"].items():
    parent, places = virtual.os.mf, path.split("/")
    if len(places) == 2:
        fid = int(places[0], 16)
        known = [child for child in parent.content if child.fid == fid]
        parent = known[0] if known else files.DF(parent=parent, fid=fid, dfname=PKCS15)
        if not known:
            virtual.os.mf.append(parent)
    parent.append(files.TransparentStructureEF(parent=parent, fid=int(places[-1], 16), data=bytes.fromhex(content)))
virtual.run()
