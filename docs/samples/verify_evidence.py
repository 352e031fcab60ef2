#!/usr/bin/env python3
"""Verifies a bundle of evidence, with Python 3 and its standard library only.

Written from docs/spec/audit-log.md (here "§n") and docs/spec/protocol.md ("protocol.md §n") alone, to show
that they suffice: an auditor needs no program of Linkage. It opens no connection, and it believes nothing
but the policy file that its reader brings.

    python3 verify_evidence.py evidence.zip --policy policy [--earlier-keys FILE] [--since CHECKPOINT]

Every check has a line, `ok` or `FAILED`. The exit code is 0 when all hold, 1 when one does not, 2 for wrong
arguments. This is a sample to be read: it is slow, and not hardened against other processes of its machine
(it handles no secrets).
"""

import argparse
import base64
import binascii
import datetime
import functools
import hashlib
import hmac
import json
import re
import struct
import sys
import uuid
import zlib
from dataclasses import dataclass


class Refused(Exception):
    """What was read does not have its form, or does not hold."""


def require(condition, expected):
    if not condition:
        raise Refused("expected " + expected)


# ---------------------------------------------------------------- Strict encodings: head of the page, protocol.md §2


def text_of(data, allowed_controls="\n"):
    """UTF-8 without controls but the line feed (and the tab in policy files)."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        raise Refused("expected UTF-8")
    for character in text:
        is_control = character < " " or "\x7f" <= character <= "\x9f"
        require(not is_control or character in allowed_controls, "no control character")
    return text


def lines_of(text):
    """The lines of a text, every one of which ends in a line feed."""
    require(text == "" or text.endswith("\n"), "a line feed at the end")
    return text.split("\n")[:-1]


def decode_base64(text, size=None):
    """RFC 4648 §4 with padding; spare bits are refused, as the text is encoded again and compared."""
    try:
        data = base64.b64decode(text.encode("ascii"), validate=True)
    except (binascii.Error, ValueError):
        raise Refused("expected base64")
    require(base64.b64encode(data).decode() == text, "base64 in its one form")
    require(size is None or len(data) == size, f"base64 of {size} bytes")
    return data


def decode_base64url(text, size=None):
    """RFC 4648 §5 without padding."""
    require(type(text) is str and re.fullmatch(r"[A-Za-z0-9_-]*", text), "base64url without padding")
    standard = text.replace("-", "+").replace("_", "/")
    return decode_base64(standard + "=" * (-len(text) % 4), size)


def decode_number(text):
    """Decimal, no leading zeros, below 2^63."""
    require(re.fullmatch(r"0|[1-9][0-9]{0,18}", text), "a decimal number")
    require(int(text) < 2**63, "a number below 2^63")
    return int(text)


def milliseconds_of(instant):
    """`YYYY-MM-DDThh:mm:ss.SSSZ` as milliseconds since the epoch."""
    form = r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z"
    require(type(instant) is str and re.fullmatch(form, instant), "an instant with milliseconds, in UTC")
    try:
        time = datetime.datetime.strptime(instant, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        raise Refused("expected an instant that exists")
    return (time - datetime.datetime(1970, 1, 1)) // datetime.timedelta(milliseconds=1)


def canonical(value):
    """RFC 8785, for values that `parse_json` lets pass. Members are sorted by UTF-16 code units."""

    def sort(value):
        if type(value) is dict:
            return {name: sort(value[name]) for name in sorted(value, key=lambda name: name.encode("utf-16-be"))}
        return [sort(item) for item in value] if type(value) is list else value

    return json.dumps(sort(value), ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def parse_json(data):
    """A JSON object in its canonical form; its numbers are integers."""

    def refuse(_):
        raise ValueError("not an integer")

    try:
        value = json.loads(data.decode("utf-8"), parse_float=refuse, parse_constant=refuse)
        is_canonical = canonical(value) == data  # a doubled member is lost when parsed, and so shows here
    except (ValueError, RecursionError):
        raise Refused("expected JSON")
    require(type(value) is dict and is_canonical, "a JSON object in canonical form")
    return value


def require_members(value, forms, optional=frozenset()):
    """A reader refuses a member that is missing, unknown or of another form (protocol.md §2)."""
    require(type(value) is dict, "a JSON object")
    for name in forms.keys() - optional - value.keys():
        raise Refused(f"expected a member {name}")
    for name, member in value.items():
        require(name in forms, f"no member {name}")
        try:
            forms[name](member)
        except Refused as reason:
            raise Refused(f"{name}: {reason}")


# ---------------------------------------------------------------- Ed25519, RFC 8032 §5.1


P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P
NEUTRAL = (0, 1, 1, 0)  # extended coordinates (X, Y, Z, T) of §5.1.4


def point_add(p, q):
    a = (p[1] - p[0]) * (q[1] - q[0]) % P
    b = (p[1] + p[0]) * (q[1] + q[0]) % P
    c = 2 * p[3] * q[3] * D % P
    d = 2 * p[2] * q[2] % P
    e, f, g, h = b - a, d - c, d + c, b + a
    return e * f % P, g * h % P, f * g % P, e * h % P


def point_multiply(scalar, point):
    result = NEUTRAL
    for bit in bin(scalar)[2:]:
        result = point_add(result, result)
        if bit == "1":
            result = point_add(result, point)
    return result


def point_compress(point):
    z_inverse = pow(point[2], -1, P)
    x, y = point[0] * z_inverse % P, point[1] * z_inverse % P
    return (y | (x & 1) << 255).to_bytes(32, "little")


def point_decompress(data):
    """§5.1.3; None for what is no point in its one encoding."""
    y = int.from_bytes(data, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    u, v = (y * y - 1) % P, (D * y * y + 1) % P
    x = u * pow(v, 3, P) * pow(u * pow(v, 7, P), (P - 5) // 8, P) % P
    if v * x * x % P == -u % P:
        x = x * pow(2, (P - 1) // 4, P) % P
    if v * x * x % P != u or (x == 0 and sign):
        return None
    if x & 1 != sign:
        x = P - x
    return x, y, 1, x * y % P


BASE = point_decompress((4 * pow(5, -1, P) % P).to_bytes(32, "little"))


@functools.lru_cache  # checks 4 and 5 look at the same checkpoint
def ed25519_verifies(public_key, message, signature):
    """§5.1.7, strict: S below L, R compared in its encoding, without the cofactor."""
    if len(public_key) != 32 or len(signature) != 64:
        return False
    a = point_decompress(public_key)
    s = int.from_bytes(signature[32:], "little")
    if a is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public_key + message).digest(), "little") % L
    minus_a = (P - a[0], a[1], a[2], P - a[3])
    return point_compress(point_add(point_multiply(s, BASE), point_multiply(k, minus_a))) == signature[:32]


# ---------------------------------------------------------------- ML-DSA-44, FIPS 204


Q, N = 8380417, 256
K_ROWS, L_COLUMNS = 4, 4  # k and l of the standard
TAU, BETA, OMEGA = 39, 78, 80
GAMMA1, GAMMA2 = 2**17, (Q - 1) // 88
DROPPED_BITS, CHALLENGE_BYTES = 13, 32
ZETAS = [pow(1753, int(f"{i:08b}"[::-1], 2), Q) for i in range(N)]  # appendix B


def squeeze(shake):
    """The output of a SHAKE, byte by byte."""
    position, length = 0, 1024
    while True:
        yield from shake.digest(length)[position:]
        position, length = length, 2 * length


def unpack_bits(data, bits):
    """Algorithm 16, SimpleBitUnpack: the coefficients, each of so many bits."""
    number = int.from_bytes(data, "little")
    return [number >> i * bits & (1 << bits) - 1 for i in range(len(data) * 8 // bits)]


def ntt(w):
    """Algorithm 41."""
    w, m, length = list(w), 0, 128
    while length >= 1:
        for start in range(0, N, 2 * length):
            m += 1
            for j in range(start, start + length):
                t = ZETAS[m] * w[j + length] % Q
                w[j], w[j + length] = (w[j] + t) % Q, (w[j] - t) % Q
        length //= 2
    return w


def inverse_ntt(w):
    """Algorithm 42."""
    w, m, length = list(w), N, 1
    while length < N:
        for start in range(0, N, 2 * length):
            m -= 1
            for j in range(start, start + length):
                t = w[j]
                w[j], w[j + length] = (t + w[j + length]) % Q, -ZETAS[m] * (t - w[j + length]) % Q
        length *= 2
    return [8347681 * x % Q for x in w]


def rej_ntt_poly(seed):
    """Algorithm 30: a polynomial of the matrix, in NTT form."""
    stream, coefficients = squeeze(hashlib.shake_128(seed)), []
    while len(coefficients) < N:
        z = next(stream) | next(stream) << 8 | (next(stream) & 0x7F) << 16
        if z < Q:
            coefficients.append(z)
    return coefficients


@functools.lru_cache
def expand_a(rho):
    """Algorithm 32."""
    return [[rej_ntt_poly(rho + bytes([s, r])) for s in range(L_COLUMNS)] for r in range(K_ROWS)]


def sample_in_ball(seed):
    """Algorithm 29: TAU coefficients are 1 or -1, all others 0."""
    stream, c = squeeze(hashlib.shake_256(seed)), [0] * N
    signs = int.from_bytes(bytes(next(stream) for _ in range(8)), "little")
    for i in range(N - TAU, N):
        j = next(byte for byte in stream if byte <= i)
        c[i], c[j] = c[j], 1 - 2 * (signs >> i + TAU - N & 1)
    return c


def unpack_hints(y):
    """Algorithm 21, HintBitUnpack: for each row the places with a hint; None for a second form."""
    hints, index = [], 0
    for end in y[OMEGA:]:
        places = list(y[index:end])
        if not index <= end <= OMEGA or places != sorted(set(places)):
            return None
        hints.append(set(places))
        index = end
    return None if any(y[index:OMEGA]) else hints


def use_hint(has_hint, r):
    """Algorithms 36 and 40, Decompose and UseHint: the high bits of r, corrected by the hint."""
    r0 = r % (2 * GAMMA2)
    if r0 > GAMMA2:
        r0 -= 2 * GAMMA2
    r1, r0 = (0, r0 - 1) if r - r0 == Q - 1 else ((r - r0) // (2 * GAMMA2), r0)
    if not has_hint:
        return r1
    return (r1 + (1 if r0 > 0 else -1)) % 44


@functools.lru_cache
def ml_dsa_44_verifies(public_key, message, signature):
    """Algorithms 3 and 8, with the empty context string."""
    if len(public_key) != 1312 or len(signature) != 2420:
        return False
    rho, packed_t1 = public_key[:32], public_key[32:]
    challenge, packed_z, packed_hints = signature[:32], signature[32:2336], signature[2336:]
    t1 = [unpack_bits(packed_t1[320 * i : 320 * (i + 1)], 10) for i in range(K_ROWS)]
    z = [[GAMMA1 - x for x in unpack_bits(packed_z[576 * i : 576 * (i + 1)], 18)] for i in range(L_COLUMNS)]
    hints = unpack_hints(packed_hints)
    if hints is None or any(abs(x) >= GAMMA1 - BETA for polynomial in z for x in polynomial):
        return False
    tr = hashlib.shake_256(public_key).digest(64)
    mu = hashlib.shake_256(tr + b"\x00\x00" + message).digest(64)
    c_hat, z_hat = ntt(sample_in_ball(challenge)), [ntt(polynomial) for polynomial in z]
    w1_encoded = b""
    for row, t1_row, hint_row in zip(expand_a(rho), t1, hints):
        t_hat = ntt([x << DROPPED_BITS for x in t1_row])
        w_hat = [
            (sum(a[i] * z_i[i] for a, z_i in zip(row, z_hat)) - c_hat[i] * t_hat[i]) % Q for i in range(N)
        ]
        w1 = [use_hint(i in hint_row, r) for i, r in enumerate(inverse_ntt(w_hat))]
        w1_encoded += sum(x << 6 * i for i, x in enumerate(w1)).to_bytes(192, "little")
    return hashlib.shake_256(mu + w1_encoded).digest(CHALLENGE_BYTES) == challenge


# ---------------------------------------------------------------- The tree, §2


def sha256(data):
    return hashlib.sha256(data).digest()


def leaf_hash(entry):
    return sha256(b"\x00" + entry)


def node_hash(left, right):
    return sha256(b"\x01" + left + right)


def verify_inclusion(entry, index, size, path, root):
    """RFC 9162 §2.1.3.2."""
    require(index < size, f"an index below the size {size}")
    fn, sn, r = index, size - 1, leaf_hash(entry)
    for p in path:
        require(sn != 0, "a path that ends at the root")
        if fn & 1 or fn == sn:
            r = node_hash(p, r)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node_hash(r, p)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0, "a path that reaches the root")
    require(r == root, "a path to the root of the checkpoint")


def verify_consistency(first, second, path):
    """RFC 9162 §2.1.4.2, for two checkpoints; no proof exists from size 0 (§2)."""
    require(0 < first.size <= second.size, f"a size from 1 to {second.size}, found {first.size}")
    if first.size == second.size:
        require(first.root == second.root, f"one root at the size {first.size}, found two: keep both checkpoints")
        require(not path, "no proof between equal sizes")
        return
    require(path, "a proof that is not empty")
    if first.size & (first.size - 1) == 0:
        path = [first.root] + path
    fn, sn = first.size - 1, second.size - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        require(sn != 0, "a proof that ends at the root")
        if fn & 1 or fn == sn:
            fr, sr = node_hash(c, fr), node_hash(c, sr)
            while not fn & 1 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node_hash(sr, c)
        fn, sn = fn >> 1, sn >> 1
    require(sn == 0, "a proof that reaches the root")
    require(fr == first.root, f"a proof from the root of size {first.size}")
    require(sr == second.root, f"a proof to the root of size {second.size}")


def parse_hashes(lines):
    require(len(lines) <= 63, "at most 63 hashes")
    return [decode_base64(line, 32) for line in lines]


# ---------------------------------------------------------------- Signed notes, keys and checkpoints, §4 to §6


ED25519, COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44 = 1, 4, 6
KEY_SIZES = {ED25519: 32, COSIGNATURE_ED25519: 32, COSIGNATURE_ML_DSA_44: 1312}


def require_key_name(name):
    require(name and "+" not in name and not any(c.isspace() for c in name), "a key name")


@dataclass(frozen=True)
class Vkey:
    """A public key of a log or a witness, §4."""

    name: str
    key_id: bytes
    type: int
    public_key: bytes

    @staticmethod
    def parse(text, types):
        parts = text.split("+", 2)
        require(len(parts) == 3, "a vkey")
        name, key_id, encoded = parts
        require_key_name(name)
        key = decode_base64(encoded)
        require(key and key[0] in types and len(key) == 1 + KEY_SIZES[key[0]], "a key of a known type")
        recomputed = sha256(name.encode() + b"\n" + key)[:4]
        require(key_id == recomputed.hex(), f"the key ID {recomputed.hex()}")
        return Vkey(name, recomputed, key[0], key[1:])

    def verifies(self, text, signature):
        """Whether this is its signature of a note's text; of a checkpoint's for the types 04 and 06."""
        if self.type == ED25519:
            return ed25519_verifies(self.public_key, text, signature)
        time = int.from_bytes(signature[:8], "big")
        is_witness_time = 0 < time < 2**63
        if self.type == COSIGNATURE_ED25519:
            message = f"cosignature/v1\ntime {time}\n".encode() + text
            return is_witness_time and ed25519_verifies(self.public_key, message, signature[8:])
        checkpoint = Checkpoint.parse(text)
        own_log = self.name == checkpoint.origin  # a log may write the time 0, a witness never does
        message = subtree_message(self.name, time, checkpoint)
        return (is_witness_time or own_log) and ml_dsa_44_verifies(self.public_key, message, signature[8:])


@dataclass(frozen=True)
class Note:
    """A text, and its signatures as (key name, key ID, signature)."""

    text: bytes
    signatures: list

    @staticmethod
    def parse(data):
        require(len(data) <= 256 * 1024, "at most 256 KiB")
        text, empty_line, block = text_of(data).rpartition("\n\n")
        require(empty_line and block, "a text, an empty line and signatures")
        lines = lines_of(block)
        require(len(lines) <= 64, "at most 64 signatures")
        signatures = []
        for line in lines:
            items = line.split(" ")
            require(len(items) == 3 and items[0] == "\u2014", "a signature line")
            require_key_name(items[1])
            decoded = decode_base64(items[2])
            require(len(decoded) > 4, "a key ID and a signature")
            signatures.append((items[1], decoded[:4], decoded[4:]))
        return Note((text + "\n").encode(), signatures)

    def signers(self, keys):
        """Which of these keys signed. One that fails refuses the note, unknown ones are ignored."""
        known = {(key.name, key.key_id): key for key in keys}
        signers = set()
        for name, key_id, signature in self.signatures:
            key = known.get((name, key_id))
            if key is not None:
                require(key not in signers, f"one signature by {name}")
                require(key.verifies(self.text, signature), f"a signature by {name}+{key_id.hex()} that verifies")
                signers.add(key)
        return signers


@dataclass(frozen=True)
class Checkpoint:
    """§5: origin, size, root. Extension lines are refused, as the log writes none."""

    origin: str
    size: int
    root: bytes

    @staticmethod
    def parse(text):
        lines = lines_of(text_of(text))
        require(len(lines) == 3, "a checkpoint of three lines")
        require(re.fullmatch(r"[!-*,-~]{1,255}", lines[0]), "an origin")
        checkpoint = Checkpoint(lines[0], decode_number(lines[1]), decode_base64(lines[2], 32))
        require(checkpoint.size > 0 or checkpoint.root == sha256(b""), "the root of the tree of no entries")
        return checkpoint


def subtree_message(cosigner, time, checkpoint):
    """What a signature of type 06 covers, §6."""
    name, origin = cosigner.encode(), checkpoint.origin.encode()
    require(len(name) <= 255, "a cosigner's name of at most 255 bytes")
    return (
        b"subtree/v1\n\0"
        + bytes([len(name)]) + name + struct.pack(">Q", time)
        + bytes([len(origin)]) + origin + struct.pack(">QQ", 0, checkpoint.size) + checkpoint.root
    )  # fmt: skip


# ---------------------------------------------------------------- The policy file, §8


@dataclass(frozen=True)
class Policy:
    """Whose signatures make a checkpoint worth believing."""

    log_keys: frozenset
    witnesses: dict  # name in the file: key
    groups: dict  # name: (how many, members)
    quorum: str
    statements: tuple  # all of it, without comments and white space

    @staticmethod
    def parse(data):
        require(len(data) <= 256 * 1024, "a policy of at most 256 KiB")
        log_keys, witnesses, groups, grouped, quorum, statements = [], {}, {}, [], None, []
        for number, line in enumerate(lines_of(text_of(data, "\n\t")), 1):
            items = re.split(r"[ \t]+", line.strip(" \t"))
            try:
                if items[0] == "" or items[0].startswith("#"):
                    continue
                elif items[0] == "log" and len(items) in (2, 3):
                    log_keys.append(Vkey.parse(items[1], (ED25519, COSIGNATURE_ML_DSA_44)))
                elif items[0] == "witness" and len(items) in (3, 4):
                    require(items[1] not in ("none", *witnesses, *groups), "a new name")
                    witnesses[items[1]] = Vkey.parse(items[2], (COSIGNATURE_ED25519, COSIGNATURE_ML_DSA_44))
                elif items[0] == "group" and len(items) > 3:
                    name, needed, members = items[1], items[2], items[3:]
                    require(name not in ("none", *witnesses, *groups), "a new name")
                    require(all(m in witnesses or m in groups for m in members), "members of lines above")
                    grouped += members
                    needed = {"all": len(members), "any": 1}.get(needed) or decode_number(needed)
                    require(1 <= needed <= len(members), "as many as there are members, or fewer")
                    groups[name] = (needed, frozenset(members))
                elif items[0] == "quorum" and len(items) == 2:
                    require(quorum is None, "one quorum")
                    quorum = items[1]
                    require(quorum in ("none", *witnesses, *groups), "a witness or group of lines above")
                else:
                    raise Refused("expected log, witness, group or quorum")
                statements.append(tuple(items))
            except Refused as reason:
                raise Refused(f"policy, line {number}: {reason}")
        require(quorum is not None, "a quorum in the policy")
        require(len(grouped) == len(set(grouped)), "no name in two groups, or twice in one")
        public_keys = [(key.type, key.public_key) for key in (*log_keys, *witnesses.values())]
        require(len(public_keys) == len(set(public_keys)), "no key twice")
        return Policy(frozenset(log_keys), witnesses, groups, quorum, tuple(statements))

    def verify_checkpoint(self, data):
        """The checkpoint in this note, when it holds under this policy."""
        note = Note.parse(data)
        checkpoint = Checkpoint.parse(note.text)
        log_keys = {key for key in self.log_keys if key.name == checkpoint.origin}
        require(log_keys, f"a log of the policy, found {checkpoint.origin}")
        signers = note.signers([*self.log_keys, *self.witnesses.values()])
        require(log_keys <= signers, "a signature by every key of the log")
        require(self.has_witnessed(self.quorum, signers), f"the quorum {self.quorum}")
        return checkpoint

    def has_witnessed(self, name, signers):
        if name == "none":
            return True
        if name in self.witnesses:
            return self.witnesses[name] in signers
        needed, members = self.groups[name]
        return sum(self.has_witnessed(member, signers) for member in members) >= needed

    def ed25519_key(self, origin):
        """The log's one key of type 01: it signs the bundle's manifest, records and receipts."""
        keys = [key for key in self.log_keys if key.name == origin and key.type == ED25519]
        require(len(keys) == 1, f"one Ed25519 key of {origin} in the policy")
        return keys[0]


# ---------------------------------------------------------------- Proof, record, opening and receipt


def parse_proof(data):
    """§9, as §10 has it (without `extra`): the index, the path, and the checkpoint's note."""
    head, empty_line, note = text_of(data).partition("\n\n")
    lines = head.split("\n")
    require(empty_line and lines[0] == "c2sp.org/tlog-proof@v1", "a tlog-proof@v1")
    require(len(lines) > 1 and lines[1].startswith("index "), "an index, and nothing before it")
    return decode_number(lines[1][6:]), parse_hashes(lines[2:]), note.encode()


def matches(pattern):
    def check(value):
        require(type(value) is str and re.fullmatch(pattern, value), f"a text of the form {pattern}")

    return check


def binary(size=None):
    return lambda value: decode_base64url(value, size)


def integer(value):
    require(type(value) is int and 0 <= value < 2**63, "an integer")


def list_of(form, least=0, most=500):
    def check(value):
        require(type(value) is list and least <= len(value) <= most, f"{least} to {most} items")
        for item in value:
            form(item)

    return check


UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
UUID_V7 = r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"
PERIOD = r"[0-9]{4}-(0[1-9]|1[0-2])"

RECORD_FORMS = {
    "v": integer, "log": matches(".*"), "type": matches("[A-Z]+"), "time": milliseconds_of,
    "exchangeId": matches(UUID_V7), "viewId": matches(UUID), "header": binary(32), "assertion": binary(32),
    "requestRoot": binary(32), "conversionRoot": binary(32), "subjectRoot": binary(32), "answersRoot": binary(32),
    "outcomes": binary(32), "subjects": list_of(binary(32), 1), "auditor": binary(32), "query": binary(32),
    "reason": binary(32), "manifest": binary(32), "period": matches(PERIOD), "enc": binary(),
    "entries": integer, "held": integer, "signature": binary(64),
}  # fmt: skip
ALWAYS = {"v", "log", "type", "time", "signature"}
SEALED = ALWAYS | {"period", "enc"}
READING = SEALED | {"exchangeId", "header", "assertion", "requestRoot", "subjectRoot", "subjects"}
RECORD_MEMBERS = {
    "REQUEST": READING | {"conversionRoot"},
    "ENROL": READING | {"conversionRoot"},
    "REGISTER": READING,
    "VIEW": READING,
    "VIEW of an auditor": SEALED | {"viewId", "auditor", "query", "reason"},
    "DENY": READING,
    "DENY of the gateway": READING - {"subjectRoot", "subjects"},
    "RELEASE": SEALED | {"exchangeId", "header", "requestRoot", "answersRoot", "outcomes", "assertion"},
    "CONFIG": ALWAYS | {"manifest"},
    "KEY": ALWAYS | {"period", "entries", "held"},
}


def parse_record(entry, origin, key):
    """The record (protocol.md §4.6) that this entry is, signed by this key of the log."""
    require(len(entry) <= 65535, "at most 65,535 bytes")
    record = parse_json(entry)
    kind = record.get("type")
    if kind == "VIEW" and "viewId" in record:
        kind = "VIEW of an auditor"
    if kind == "DENY" and "subjectRoot" not in record:
        kind = "DENY of the gateway"
    require(type(kind) is str and kind in RECORD_MEMBERS, "a record of a known type")
    require_members(record, {name: RECORD_FORMS[name] for name in RECORD_MEMBERS[kind]})
    require(record["v"] == 1, "version 1")
    require(record["log"] == origin, f"a record of the log {origin}")
    unsigned = {name: member for name, member in record.items() if name != "signature"}
    message = b"jp-linkage/1 log record\n" + canonical(unsigned)
    signature = decode_base64url(record["signature"])
    require(ed25519_verifies(key.public_key, message, signature), "a record that the log signed")
    return record


def commitment(salt, label, content):
    """SHA-256(HMAC-SHA256(salt, label) ‖ content), as base64url."""
    digest = sha256(hmac.digest(salt, label, "sha256") + content)
    return base64.urlsafe_b64encode(digest).rstrip(b"=").decode()


EXCHANGE_OPENING = {
    "header": binary(), "salt": binary(32), "lids": list_of(binary(16)), "rejected": list_of(integer),
    "reason": matches(".*"), "statuses": list_of(matches(".*")),
}  # fmt: skip
VIEW_OPENING = {
    "auditor": functools.partial(
        require_members, forms={"pseudonym": matches(".+"), "agency": matches(".+")}, optional={"agency"}
    ),
    "query": lambda value: require_members(
        value, {"operation": matches(".+"), "parameters": lambda map: require(type(map) is dict, "an object")}
    ),
    "reason": matches(".+"),
    "salt": binary(32),
}


def verify_opening(data, record):
    """protocol.md §4.6: what `enc` holds, beside the commitments in clear."""
    opening = parse_json(data)
    require("enc" in record, "no opening of a record that hides nothing")
    if "viewId" in record:
        require_members(opening, VIEW_OPENING)
        salt = decode_base64url(opening["salt"])
        contents = {
            "auditor": canonical(opening["auditor"]),
            "query": canonical(opening["query"]),
            "reason": opening["reason"].encode("utf-8"),
        }
        for name, content in contents.items():
            require(commitment(salt, name.encode(), content) == record[name], f"what {name} commits to")
        return
    require_members(opening, EXCHANGE_OPENING, optional={"reason", "statuses"})
    salt, header = decode_base64url(opening["salt"]), decode_base64url(opening["header"])
    require(commitment(salt, b"header", header) == record["header"], "the header that the record commits to")
    subjects, lids = record.get("subjects", []), opening["lids"]
    require(len(lids) == len(subjects), f"{len(subjects)} subjects, found {len(lids)}")
    for i, (subject, lid) in enumerate(zip(subjects, lids)):
        label = b"subject" + struct.pack(">I", i)
        require(commitment(salt, label, decode_base64url(lid)) == subject, f"subject {i} that the record commits to")


def verify_receipt(data, entry, index, key):
    """protocol.md §4.5."""
    receipt = parse_json(data)
    forms = {
        "leaf": binary(), "topicId": matches(UUID), "offset": integer, "time": milliseconds_of,
        "outputDigest": binary(32), "signature": binary(64),
    }  # fmt: skip
    require_members(receipt, forms)
    require(decode_base64url(receipt["leaf"]) == entry, "a receipt of this entry")
    require(receipt["offset"] == index, f"the offset {index}, found {receipt['offset']}")
    message = (
        b"jp-linkage/1 log receipt\n"
        + sha256(entry)
        + uuid.UUID(receipt["topicId"]).bytes
        + struct.pack(">QQ", index, milliseconds_of(receipt["time"]))
        + decode_base64url(receipt["outputDigest"])
    )
    signature = decode_base64url(receipt["signature"])
    require(ed25519_verifies(key.public_key, message, signature), "a receipt that the log signed")


# ---------------------------------------------------------------- The container, §10


def write_container(files):
    """The one ZIP of these files."""
    time, date = 0, 2 << 5 | 1  # 1980-02-01 00:00:00
    local, central = b"", b""
    for name in sorted(files, key=str.encode):
        content, octets = files[name], name.encode()
        fields = struct.pack(
            "<HHHHHIIIHH",
            10, 0x0800, 0, time, date,  # needs version 1.0, names in UTF-8, stored
            zlib.crc32(content), len(content), len(content), len(octets), 0,
        )  # fmt: skip
        central += b"PK\1\2" + struct.pack("<H", 10) + fields
        central += struct.pack("<HHHII", 0, 0, 0, 0, len(local)) + octets
        local += b"PK\3\4" + fields + octets + content
    end = struct.pack("<HHHHIIH", 0, 0, len(files), len(files), len(central), len(local), 0)
    return local + central + b"PK\5\6" + end


def read_container(data):
    """The files of a ZIP, which is written again and compared: no byte of it is free."""
    files, position = {}, 0
    while data[position : position + 4] == b"PK\3\4" and position + 30 <= len(data):
        size, name_size = struct.unpack_from("<IH", data, position + 22)
        start = position + 30 + name_size
        files[text_of(data[position + 30 : position + 30 + name_size], "")] = data[start : start + size]
        position = start + size
    try:
        is_the_one_form = write_container(files) == data
    except struct.error:
        raise Refused("expected a ZIP without ZIP64")
    require(is_the_one_form, "a ZIP in the one form of a bundle")
    return files


# ---------------------------------------------------------------- The checks, §10


class Bundle:
    """The files of a bundle, what its reader trusts and kept, and what was found so far."""

    def __init__(self, files, policy, earlier_keys, since):
        self.files = files
        self.policy = policy
        self.earlier_keys = earlier_keys
        self.since = since
        self.origin = self.file("checkpoint").split(b"\n")[0].decode("utf-8", "replace")
        self.newest = None
        self.unused = set(files)
        self.checks = self.failures = 0

    def file(self, name):
        require(name in self.files, f"a file {name}")
        return self.files[name]

    def used(self, name):
        self.unused.discard(name)
        return self.file(name)

    def check(self, what, verify, *arguments):
        """One line of the output. What verify returns may tell more about what holds."""
        self.checks += 1
        try:
            detail = verify(*arguments)
        except Refused as reason:
            self.failures += 1
            print(f"FAILED  {what}: {reason}")
        else:
            print(f"ok      {detail or what}")

    def verify(self):
        """The nine checks of §10. Each failure has its line, and the checks behind it go on."""
        self.check("the bundle is as the log signed it", self.check_1_manifest)
        self.check("the policy in the bundle is the trusted one", self.check_2_policy)
        self.check("the newest checkpoint holds", self.check_3_newest)
        if self.since is not None:
            self.check("the newest tree grew from yours", self.check_3_since)
        for index in self.indexes():
            name, entry = f"entry {index}", self.used(f"entries/{index}")
            self.check(f"{name} is in the log", self.check_4_proof, index, entry)
            self.check(f"{name} is in the newest tree", self.check_5_growth, index)
            self.check(f"{name} is a record that the log signed", self.check_6_record, index, entry)
            if f"entries/{index}.opening.json" in self.files:
                self.check(f"{name} is opened", self.check_7_opening, index, entry)
            if f"entries/{index}.receipt.json" in self.files:
                self.check(f"{name} is what the log promised", self.check_8_receipt, index, entry)
        self.check("the bundle can be read and is complete", self.check_9_nothing_else)

    def indexes(self):
        matched = (re.fullmatch(r"entries/(0|[1-9][0-9]{0,18})", name) for name in self.files)
        return sorted(int(match[1]) for match in matched if match)

    def check_1_manifest(self):
        note = Note.parse(self.used("manifest"))
        require(len(note.signatures) == 1, "one signature")
        require(note.signers([self.policy.ed25519_key(self.origin)]), "a signature by the log's Ed25519 key")
        lines = lines_of(text_of(note.text))
        require(lines[0] == "jp-linkage/1 evidence" and len(lines) > 1, "a manifest of evidence")
        milliseconds_of(lines[1])
        others = sorted((name for name in self.files if name != "manifest"), key=str.encode)
        expected = [f"{sha256(self.files[name]).hex()} {name}" for name in others]
        listed = [line.partition(" ")[2] for line in lines[2:]]
        require(listed == others, "exactly the files that the manifest lists")
        changed = [name for name, line, other in zip(others, lines[2:], expected) if line != other]
        require(not changed, "the hash of the manifest for " + ", ".join(changed))

    def check_2_policy(self):
        self.used("summary.txt")  # must be there; nothing verifies what it says
        require(Policy.parse(self.used("policy")) == self.policy, "the statements of the trusted policy")

    def check_3_newest(self):
        self.newest = self.policy.verify_checkpoint(self.used("checkpoint"))
        return f"the newest checkpoint, of size {self.newest.size}, holds"

    def check_3_since(self):
        """The newest tree grew from that of a checkpoint that the reader kept."""
        require(self.newest, "a newest checkpoint that holds")
        kept = self.policy.verify_checkpoint(self.since)
        require(kept.origin == self.origin, f"a checkpoint of {self.origin}, found one of {kept.origin}")
        verify_consistency(kept, self.newest, self.growth_from(kept))
        return f"the newest tree grew from yours, of size {kept.size}"

    def growth_from(self, checkpoint):
        """The proof that the newest tree grew from this one: of the same size, there is nothing to prove."""
        if checkpoint.size == self.newest.size:
            return []
        return parse_hashes(lines_of(text_of(self.used(f"consistency/{checkpoint.size}"))))

    def proof(self, index):
        proven, path, note = parse_proof(self.used(f"entries/{index}.tlog-proof"))
        checkpoint = self.policy.verify_checkpoint(note)
        require(checkpoint.origin == self.origin, "a proof from the same log")
        return proven, path, checkpoint

    def check_4_proof(self, index, entry):
        proven, path, checkpoint = self.proof(index)
        require(proven == index, f"the index {index}, found {proven}")
        verify_inclusion(entry, index, checkpoint.size, path, checkpoint.root)

    def check_5_growth(self, index):
        _, _, checkpoint = self.proof(index)
        require(self.newest, "a newest checkpoint that holds")
        verify_consistency(checkpoint, self.newest, self.growth_from(checkpoint))

    def record(self, index, entry):
        """The record, and the key that signed it: the log's, or an earlier one that counts at the index (§4)."""
        keys = [key for last, key in self.earlier_keys if index <= last and key.name == self.origin]
        for key in keys:
            try:
                return parse_record(entry, self.origin, key), key
            except Refused:
                pass
        key = self.policy.ed25519_key(self.origin)
        return parse_record(entry, self.origin, key), key

    def check_6_record(self, index, entry):
        self.record(index, entry)

    def check_7_opening(self, index, entry):
        opening = self.used(f"entries/{index}.opening.json")
        verify_opening(opening, self.record(index, entry)[0])

    def check_8_receipt(self, index, entry):
        receipt = self.used(f"entries/{index}.receipt.json")
        verify_receipt(receipt, entry, index, self.record(index, entry)[1])

    def check_9_nothing_else(self):
        require(self.indexes(), "at least one entry")
        # the proof of growth for another reader, who kept a checkpoint, may be there
        others = [name for name in self.unused if not re.fullmatch("consistency/[1-9][0-9]{0,17}", name)]
        require(not others, "no other file, found " + ", ".join(sorted(others)))


def read_file(path):
    with open(path, "rb") as file:
        return file.read()


def parse_earlier_keys(data):
    """§4: the log's keys of before, each with the last index for which it counts, the first to go first."""
    keys = []
    for line in lines_of(text_of(data)):
        if line and not line.startswith("#"):
            vkey, _, last = line.partition(" ")
            keys.append((decode_number(last), Vkey.parse(vkey, (ED25519, COSIGNATURE_ML_DSA_44))))
    return sorted((item for item in keys if item[1].type == ED25519), key=lambda item: item[0])


def verify_evidence(path, policy_path, earlier_keys_path=None, since_path=None):
    """Prints a line for each check; whether all hold."""
    try:
        policy = Policy.parse(read_file(policy_path))
        earlier_keys = parse_earlier_keys(read_file(earlier_keys_path)) if earlier_keys_path else []
        since = read_file(since_path) if since_path else None
        bundle = Bundle(read_container(read_file(path)), policy, earlier_keys, since)
    except (Refused, OSError) as reason:
        print(f"FAILED  {path} cannot be verified: {reason}")
        return False
    bundle.verify()
    if bundle.failures:
        print(f"{path} does not hold: {bundle.failures} of {bundle.checks} checks failed")
    else:
        print(f"{path} holds: {bundle.checks} checks")
    return bundle.failures == 0


def main():
    parser = argparse.ArgumentParser(description="Verifies a bundle of evidence, with networking off.")
    parser.add_argument("bundle", help="the ZIP")
    parser.add_argument("--policy", required=True, help="the policy file that you trust (audit-log.md §8)")
    parser.add_argument("--earlier-keys", metavar="FILE", help="with which the log signed records before (§4)")
    parser.add_argument("--since", metavar="CHECKPOINT", help="one that you kept: the log must have grown from it")
    arguments = parser.parse_args()
    holds = verify_evidence(arguments.bundle, arguments.policy, arguments.earlier_keys, arguments.since)
    sys.exit(0 if holds else 1)


if __name__ == "__main__":
    main()
