/**
 * @file Time stamps (RFC 3161) of checkpoints: the request, and what a reply says. Only as much DER as that takes. Whether the
 * authority's signature holds is for `openssl ts -verify` with the authority's own certificate: a bundle cannot vouch for that.
 */
import { createHash, randomBytes } from 'node:crypto';

const INTEGER = 0x02;
const OCTETS = 0x04, OID = 0x06, SEQUENCE = 0x30, GENERALIZED_TIME = 0x18, CONTEXT_0 = 0xa0;
/** SHA-256 as an AlgorithmIdentifier without parameters' value: OID 2.16.840.1.101.3.4.2.1 and NULL. */
const SHA256 = Buffer.from('300d06096086480165030402010500', 'hex');
const SIGNED_DATA = '2a864886f70d010702', TST_INFO = '2a864886f70d0109100104';

/** What an authority stated. */
export interface Stamp {
  /** RFC 3339, UTC. */
  readonly time: string;
  /** Whether it is about these bytes. */
  isOf(content: Uint8Array): boolean;
}

/** The request (TimeStampReq, DER) to an authority for a stamp of these bytes, asking for its certificate. Never the same twice: it carries a nonce. */
export function stampRequest(content: Uint8Array): Buffer {
  const nonce = randomBytes(8);
  // Positive and in its shortest form.
  nonce[0] = (nonce[0]! & 0x7f) | 0x40;
  const imprint = encodeDer(SEQUENCE, SHA256, encodeDer(OCTETS, digestOf(content)));
  return encodeDer(SEQUENCE, encodeDer(INTEGER, Buffer.of(1)), imprint, encodeDer(INTEGER, nonce), Buffer.from('0101ff', 'hex'));
}

/** Reads a reply (TimeStampResp, DER) that grants a stamp over SHA-256; null where it is anything else. Its signature is not checked. */
export function readStamp(reply: Uint8Array): Stamp | null {
  try {
    const [status, token] = children(only(Buffer.from(reply), SEQUENCE));
    // 0: granted; 1: granted with modifications (RFC 3161, 2.4.2).
    if (![0, 1].includes(children(status!)[0]!.content[0]!)) return null;
    const [type, wrapped] = children(token!);
    if (type!.tag !== OID || type!.content.toString('hex') !== SIGNED_DATA) return null;
    const content = children(children(children(wrapped!)[0]!)[2]!);
    if (content[0]!.content.toString('hex') !== TST_INFO || content[1]!.tag !== CONTEXT_0) return null;
    const info = children(only(only(content[1]!.content, OCTETS).content, SEQUENCE));
    const [algorithm, imprint] = children(info[2]!);
    const time = info[4]!;
    if (children(algorithm!)[0]!.content.toString('hex') !== SHA256.subarray(4, 13).toString('hex') || imprint!.tag !== OCTETS || time.tag !== GENERALIZED_TIME) return null;
    const [, y, mo, d, h, mi, s, fraction] = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\.\d+)?Z$/.exec(time.content.toString('latin1')) ?? [];
    if (y === undefined) return null;
    return { time: `${y}-${mo}-${d}T${h}:${mi}:${s}${fraction ?? ''}Z`, isOf: (bytes) => imprint!.content.equals(digestOf(bytes)) };
  } catch (error) {
    // What does not hold together is no stamp.
    if (error instanceof RangeError || error instanceof TypeError) return null;
    throw error;
  }
}

interface Der {
  readonly tag: number;
  readonly content: Buffer;
}

function children({ content }: Der): Der[] {
  const found: Der[] = [];
  for (let at = 0; at < content.length; ) {
    const { value, end } = element(content, at);
    found.push(value);
    at = end;
  }
  return found;
}

/** The one element that the bytes are. */
function only(bytes: Buffer, tag: number): Der {
  const { value, end } = element(bytes, 0);
  if (end !== bytes.length || value.tag !== tag) throw new RangeError('another element, or more than one');
  return value;
}

function element(bytes: Buffer, at: number): { readonly value: Der; readonly end: number } {
  const tag = bytes.readUInt8(at), first = bytes.readUInt8(at + 1);
  if (first === 0x80) throw new RangeError('of no stated length, which DER does not have');
  const lengthBytes = first < 0x80 ? 0 : first - 0x80;
  const from = at + 2 + lengthBytes;
  const end = from + (lengthBytes === 0 ? first : bytes.readUIntBE(at + 2, lengthBytes));
  if (end > bytes.length) throw new RangeError('cut short');
  return { value: { tag, content: bytes.subarray(from, end) }, end };
}

function encodeDer(tag: number, ...parts: readonly Uint8Array[]): Buffer {
  const content = Buffer.concat(parts);
  // Everything that is written here is shorter than 128 bytes.
  return Buffer.concat([Buffer.of(tag, content.length), content]);
}

function digestOf(content: Uint8Array): Buffer {
  return createHash('sha256').update(content).digest();
}
