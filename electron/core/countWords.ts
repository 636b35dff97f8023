/** @file How numbers of things are written, the same for every reader: not by the machine's own language, whose tables also take tens of milliseconds to load. */

/** With commas between thousands: 1234567.5 -> “1,234,567.5”. */
export function count(value: number): string {
  const [whole = '', fraction] = String(value).split('.');
  return whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
}

/** “1 exhibit”, “2,000 exhibits”. */
export function counted(value: number, one: string, many = `${one}s`): string {
  return `${count(value)} ${value === 1 ? one : many}`;
}
