#!/usr/bin/env python3
"""Checks a protocol.pdf or trail.json of asv-umzug: python3 verify_protocol.py FILE [--key FILE]... [--protocol-key HEX]
Needs Python 3.8 only. Says "valid", or what differs. Exit code 0 valid, 1 differs. Book, stamps and words: verify."""
import base64, hashlib, hmac, json, re, struct, sys, zlib
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D, I = -121665 * pow(121666, -1, 2**255 - 19) % (2**255 - 19), pow(2, (2**255 - 20) // 4, 2**255 - 19)
def point(b):  # RFC 8032, 5.1.3
    y, sign = int.from_bytes(b, "little") & (2**255 - 1), b[31] >> 7
    x2 = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(x2, (P + 3) // 8, P)
    x = x if (x * x - x2) % P == 0 else x * I % P
    if y >= P or (x * x - x2) % P or (x == 0 and sign): raise ValueError("no point")
    return (P - x if x & 1 != sign else x, y)
def add(a, b):
    k = D * a[0] * b[0] * a[1] * b[1] % P
    return ((a[0] * b[1] + b[0] * a[1]) * pow(1 + k, -1, P) % P, (a[1] * b[1] + a[0] * b[0]) * pow(1 - k, -1, P) % P)
def times(n, a):
    r = (0, 1)
    while n: r, a, n = (add(r, a) if n & 1 else r), add(a, a), n >> 1
    return r
def signed(public, message, signature):
    r, s = signature[:32], int.from_bytes(signature[32:], "little")
    h = int.from_bytes(hashlib.sha512(r + public + message).digest(), "little") % L
    base = (15112221349535400772501151409588531511454012693041857206046113283949847762202, 4 * pow(5, -1, P) % P)
    try: return s < L and times(s, base) == add(point(r), times(h, point(public)))
    except ValueError: return False
def sha(b): return hashlib.sha256(b).hexdigest()
def coded(values):  # each with its length in front; -1 for none
    b = [None if v is None else str(v).encode() for v in values]
    return b"".join(struct.pack(">i", -1 if v is None else len(v)) + (v or b"") for v in b)
def seal(data, wanted, found):
    hits = list(re.finditer(rb"ASV-UMZUG-SEAL/1:([0-9a-f]{16}):([0-9a-f]{64}):([0-9]{10}):([0-9a-f]{128})", data))
    if len(hits) != 1: return found.append("no seal, or a broken one")
    key, public, length, signature = hits[0].groups()
    message = data[:hits[0].start(4)] + b"0" * 128 + data[hits[0].end(4):]
    if int(length) != len(data): found.append("%d bytes are signed, there are %d" % (int(length), len(data)))
    if sha(bytes.fromhex(public.decode()))[:16] != key.decode(): found.append("the key has another id")
    if wanted and wanted != public.decode(): found.append("signed by another key")
    if not signed(bytes.fromhex(public.decode()), message[:int(length)], bytes.fromhex(signature.decode())):
        found.append("the signature does not fit: the file was changed")
    print("signed by key", key.decode())
def files(data, found):
    inside = {}
    def body(number, shape): return re.search(rb"\n%s 0 obj\s(?:(?!endobj).)*?%s" % (number, shape), data, re.S).group(1)
    for name, number in re.findall(rb"/F \(([^)]*)\)\s(?:(?!endobj).)*?/EF (\d+) 0 R", data, re.S):
        try: inside[name.decode()] = zlib.decompress(body(body(number, rb"/F (\d+) 0 R"), rb"stream\r?\n(.*?)\r?\nendstream"))
        except (zlib.error, AttributeError, UnicodeDecodeError): found.append("%r cannot be read" % name)
    sums = dict(reversed(line.split("  ", 1)) for line in inside.get("SHA256SUMS", b"").decode("utf-8", "replace").splitlines() if "  " in line)
    found += ["%s is missing" % n for n in sums if n not in inside] + (["no SHA256SUMS"] if not sums else [])
    return inside, found.extend("%s was changed" % n for n, b in inside.items() if n != "SHA256SUMS" and sums.get(n) != sha(b))
def trail(export, inside, keys, found):
    number, previous = 0, "0" * 64
    for r in export["rows"]:
        columns = ["asv-umzug/trail/2" if r.get("keyId") else "asv-umzug/trail/1", export["migrationId"], r["number"], r["at"],
                   r["kind"], r["actor"], r.get("element"), r.get("school"), r.get("machine"), r["text"], r["detailsText"], r["previousHash"]]
        columns += [r.get("book"), r["keyId"]] if r.get("keyId") else []
        if sha(coded(columns)) != r["hash"]: found.append("line %d was changed" % r["number"])
        if r["previousHash"] != previous or r["number"] != number + 1: found.append("line %d does not follow" % r["number"])
        if keys and r.get("keyId") and not (r["keyId"] in keys and hmac.compare_digest(r.get("mac") or "",
                hmac.new(keys[r["keyId"]], coded(columns + [r["hash"]]), "sha256").hexdigest())):
            found.append("line %d is not the one that was written" % r["number"])
        number, previous, said = r["number"], r["hash"], json.loads(r["detailsText"])
        name = "evidence/%s-%s.json" % (said.get("name"), said.get("revision"))
        if inside is not None and r["kind"] == "EVIDENCE" and sha(inside.get(name, b"")) != said["sha256"]:
            found.append("%s is not the one that line %d names" % (name, number))
    if (export["head"]["number"], export["head"]["hash"]) != (number, previous): found.append("the head does not fit")
def main(file, options):
    found, inside, keys, wanted = [], None, {}, None
    for option, value in zip(options[::2], options[1::2]):
        if option == "--protocol-key": wanted = value
        else: secret = base64.b64decode(open(value).read()); keys[hmac.new(secret, b"asv-umzug/trail-key", "sha256").hexdigest()[:16]] = secret
    data = open(file, "rb").read()
    if data.startswith(b"%PDF-"): seal(data, wanted, found); inside, _ = files(data, found)
    try: trail(json.loads(data if inside is None else inside["trail.json"]), inside, keys, found)
    except (KeyError, ValueError, TypeError) as e: found.append("the trail cannot be read: %r" % e)
    print("\n".join(["differs:"] + found) if found else "valid" + ("" if keys else " (codes not checked: no --key)"))
    return 1 if found else 0
if __name__ == "__main__": sys.exit(main(sys.argv[1], sys.argv[2:]))
