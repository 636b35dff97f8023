/** @file Canonical JSON (RFC 8785): the one text that a value has, so that its hash means the value. */

/** Nothing of ours is nearly as deep, a circle is deeper than any number, and a hostile text must not exhaust the stack. */
const DEEPEST = 100;

/**
 * The RFC 8785 text of a value made of null, booleans, finite numbers, well-formed strings, arrays and plain objects, at most 100
 * levels deep. Anything else throws TypeError instead of being left out or converted: what is hashed must be what was meant.
 */
export function canonical(value: unknown): string {
  return canonicalText(value, 0);
}

/**
 * The value of a canonical text, or undefined where the text is not canonical JSON. (JSON has no undefined, so it is never a value.)
 * `JSON.stringify(JSON.parse(text)) === text` with sorted keys and no surrogate escapes is the same statement as
 * `canonical(JSON.parse(text)) === text` and is decided natively, several times faster; only what fails it is decided slowly.
 */
export function parseCanonical(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    if (!text.includes('\\ud') && text.isWellFormed() && keysSorted(value, 0) && JSON.stringify(value) === text) return value;
    return canonical(value) === text ? value : undefined;
  } catch {
    // Not JSON, or JSON of a value that has no canonical text: either way the text is not canonical, which is the answer.
    return undefined;
  }
}

/** Strings and finite numbers are written by RFC 8785 (3.2.2) as ECMAScript writes them. */
function canonicalText(value: unknown, depth: number): string {
  if (value === null || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))) return JSON.stringify(value);
  if (typeof value === 'string') {
    if (!value.isWellFormed()) throw new TypeError('not JSON: a lone surrogate');
    return JSON.stringify(value);
  }
  if (depth > DEEPEST) throw new TypeError('not JSON: a circle, or too deep');
  if (Array.isArray(value)) {
    // By index, so that holes are seen.
    let items = '';
    for (let i = 0; i < value.length; i++) items += `${i === 0 ? '' : ','}${canonicalText(value[i], depth + 1)}`;
    return `[${items}]`;
  }
  if (!isPlain(value)) throw new TypeError(`not JSON: ${typeof value}`);
  // Sorting compares UTF-16 code units, which is the order that RFC 8785 (3.2.3) asks for.
  const members = Object.keys(value).sort().map((key) => `${canonicalText(key, depth)}:${canonicalText(value[key], depth + 1)}`);
  return `{${members.join(',')}}`;
}

function isPlain(value: unknown): value is Record<string, unknown> {
  if (typeof value !== 'object' || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function keysSorted(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== 'object') return true;
  if (depth > DEEPEST) return false;
  if (Array.isArray(value)) return value.every((item) => keysSorted(item, depth + 1));
  const keys = Object.keys(value);
  for (let i = 0; i < keys.length; i++) {
    if (i > 0 && !(keys[i - 1]! < keys[i]!)) return false;
    const inner = (value as Record<string, unknown>)[keys[i]!];
    if (typeof inner === 'object' && !keysSorted(inner, depth + 1)) return false;
  }
  return true;
}
