#!/usr/bin/python3
"""Reads what a device would from a card, over pyscard, with nothing of the station's.

pyscard_read.py READER 3g|2g: prints JSON {"iccid", "path", "payload"}.
3g is OMA DM 2.0, G.3 (a logical channel, SELECT by AID), 2g is G.2 (SIM: one FID after the other).
"""
import json
import sys

from smartcard.CardConnection import CardConnection
from smartcard.System import readers
from smartcard.util import toBytes

reader, generation = sys.argv[1], sys.argv[2]
connection = next(r for r in readers() if str(r) == reader).createConnection()
connection.connect(CardConnection.T0_protocol | CardConnection.T1_protocol)
is_t0 = connection.getProtocol() == CardConnection.T0_protocol
cla = 0xA0 if generation == "2g" else 0x00


def send(*command):
    data, sw1, sw2 = connection.transmit(list(command))
    while sw1 in (0x61, 0x9F):
        more, sw1, sw2 = connection.transmit([0xA0 if cla == 0xA0 else command[0] & 3, 0xC0, 0, 0, sw2])
        data += more
    if sw1 == 0x6C:
        return send(*command[:-1], sw2)
    assert (sw1, sw2) == (0x90, 0x00), f"{bytes(command).hex()} answered {sw1:02x}{sw2:02x}"
    return bytes(data)


def select(channel, p1, identifier):
    body = [cla | channel, 0xA4, p1, 0x00 if cla == 0xA0 else 0x04, len(identifier), *identifier]
    return send(*body, *([] if is_t0 or cla == 0xA0 else [0x00]))


def tlvs(bytes_):
    at = 0
    while at < len(bytes_) and bytes_[at] not in (0x00, 0xFF):
        tag, length, start = bytes_[at], bytes_[at + 1], at + 2
        if length > 0x80:
            count = length & 0x7F
            length, start = int.from_bytes(bytes_[start : start + count], "big"), start + count
        yield tag, bytes_[start : start + length]
        at = start + length


def size_in(answer):
    if cla == 0xA0:
        return answer[2] * 256 + answer[3]
    return int.from_bytes(dict(tlvs(dict(tlvs(answer))[0x62]))[0x80], "big")


def read(channel, fid):
    left, whole = size_in(select(channel, 0x00, bytes.fromhex(fid))), b""
    while left > 0:
        part = send(cla | channel, 0xB0, len(whole) >> 8, len(whole) & 0xFF, min(left, 255))
        whole, left = whole + part, left - len(part)
    return whole


def path_in(value):
    return dict(tlvs(dict(tlvs(value))[0x30]))[0x04].hex()


select(0, 0x00, bytes.fromhex("3F00"))
iccid = read(0, "2FE2").hex()
channel = 0 if cla == 0xA0 else send(0x00, 0x70, 0x00, 0x00, 0x01)[0]
if cla == 0xA0:
    select(0, 0x00, bytes.fromhex("3F00"))
    select(0, 0x00, bytes.fromhex("7F50"))
else:
    select(channel, 0x04, bytes(toBytes("A000000063504B43532D3135")))
dodf = [path_in(value) for tag, value in tlvs(read(channel, "5031")) if tag == 0xA7][0]
entries = [dict(tlvs(value)) for tag, value in tlvs(read(channel, dodf)) if tag in (0x30, 0xA1)]
path = [path_in(entry[0xA1]) for entry in entries if 0xA1 in entry][0]
print(json.dumps({"iccid": iccid, "path": path, "payload": read(channel, path).hex()}))
