/** @file Canonical JSON (RFC 8785): the one text that a value has, so that its hash means the value. */
import canonicalize from 'canonicalize';

/**
 * The RFC 8785 text of a value made of null, booleans, finite numbers, well-formed strings, arrays and plain objects. Anything
 * else throws TypeError: `canonicalize` would drop undefined and call toJSON, and what is hashed must be what was meant.
 */
export function canonical(value: unknown): string {
  assertJson(value, '$');
  return canonicalize(value)!;
}

/**
 * The value of a canonical text, or undefined where the text is not canonical JSON. (JSON has no undefined, so it is never a value.)
 * `JSON.stringify(JSON.parse(text)) === text` with sorted keys and no surrogate escapes is the same statement as
 * `canonicalize(JSON.parse(text)) === text` and is decided natively, several times faster; only what fails it is decided slowly.
 */
export function parseCanonical(text: string): unknown {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // Not JSON, so not canonical JSON: that is the answer.
    return undefined;
  }
  if (!text.includes('\\ud') && text.isWellFormed() && keysSorted(value) && JSON.stringify(value) === text) return value;
  try {
    return canonicalize(value) === text ? value : undefined;
  } catch {
    // Lone surrogates have no canonical form.
    return undefined;
  }
}

function keysSorted(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (Array.isArray(value)) return value.every(keysSorted);
  const keys = Object.keys(value);
  for (let i = 0; i < keys.length; i++) {
    // `<` compares UTF-16 code units, which is the order that RFC 8785, 3.2.3 asks for.
    if (i > 0 && !(keys[i - 1]! < keys[i]!)) return false;
    const inner = (value as Record<string, unknown>)[keys[i]!];
    if (typeof inner === 'object' && !keysSorted(inner)) return false;
  }
  return true;
}

function assertJson(value: unknown, place: string): void {
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return;
  if (typeof value === 'number' && Number.isFinite(value)) return;
  if (Array.isArray(value)) {
    for (let i = 0; i < value.length; i++) assertJson(value[i], place);
    return;
  }
  if (typeof value === 'object' && (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null)) {
    for (const key of Object.keys(value)) assertJson((value as Record<string, unknown>)[key], key);
    return;
  }
  throw new TypeError(`not JSON at ${place}: ${typeof value}`);
}
