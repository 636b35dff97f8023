/** @file Taking paths out of what is said to a window, which names things by id and knows no places: of each path only its last name is left. Pure. */

/** Names from outside stand in “ ” (core/failure.ts, `shown`), the system's own messages put paths in ' '; there a path may hold spaces. */
const quoted = /(?<=“)(?:\/|\\\\|[A-Za-z]:[\\/])[^”\n]*[\\/](?=[^\\/”\n]+[\\/]?”)|(?<=')(?:\/|\\\\|[A-Za-z]:[\\/])[^'\n]*[\\/](?=[^\\/'\n]+[\\/]?')/g;
const bare = /(?<=^|[\s(=])(?:\/|\\\\|[A-Za-z]:[\\/])(?:[^\s\\/'“”]+[\\/])+/g;

export function withoutPaths(sentence: string): string {
  return sentence.replace(quoted, '').replace(bare, '');
}

/** The same for every `message` and `sentence` in an answer, at any depth: findings and refusals tell of files too. */
export function saidWithoutPaths(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(saidWithoutPaths);
  if (typeof value !== 'object' || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, typeof part === 'string' && (name === 'message' || name === 'sentence') ? withoutPaths(part) : saidWithoutPaths(part)]));
}
