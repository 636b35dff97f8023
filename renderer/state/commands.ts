/** @file The commands of the palette: what every page and the page in view can do, with their keys. */
import { useEffect, useSyncExternalStore } from 'react';

export interface Command {
  readonly id: string;
  readonly label: string;
  /** “Ctrl+K”, “Alt+3”, “J”: see keyOf. Of several ways: “Space / K”. */
  readonly keys?: string;
  readonly run: () => void;
}

let groups: readonly { readonly title: string; readonly commands: readonly Command[] }[] = [];
const listeners = new Set<() => void>();

function set(next: typeof groups): void {
  groups = next;
  for (const heard of listeners) heard();
}

/** Adds commands while the calling part is on the page. `commands` must stay the same between drawings (useMemo). */
export function useCommands(title: string, commands: readonly Command[]): void {
  useEffect(() => {
    const group = { title, commands };
    set([...groups, group]);
    return () => set(groups.filter((each) => each !== group));
  }, [title, commands]);
}

export function useAllCommands(): typeof groups {
  return useSyncExternalStore(
    (heard) => {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    () => groups,
  );
}

/** A pressed key as it is written in `keys`. */
function keyOf(event: KeyboardEvent): string {
  const name = event.key === ' ' ? 'Space' : event.key.length === 1 ? event.key.toUpperCase() : event.key;
  return [event.ctrlKey || event.metaKey ? 'Ctrl' : '', event.altKey ? 'Alt' : '', event.shiftKey && event.key.length > 1 ? 'Shift' : '', name].filter((part) => part !== '').join('+');
}

/** Runs the command whose keys were pressed; keys without Ctrl or Alt are left to fields and widgets that take them, and Space to what it presses. */
export function useShortcuts(): void {
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const key = keyOf(event);
      const target = event.target as HTMLElement;
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role="listbox"],[role="menu"],[role="dialog"]') !== null;
      const taken = typing || (key === 'Space' && target.closest('button,summary') !== null);
      if (event.defaultPrevented || (taken && !event.ctrlKey && !event.altKey && !event.metaKey)) return;
      const command = groups.flatMap(({ commands }) => commands).findLast(({ keys }) => keys?.split(' / ').includes(key));
      if (!command) return;
      event.preventDefault();
      command.run();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, []);
}
