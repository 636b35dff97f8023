/** @file The command palette: every command of the window and of the page in view, found by typing, with its keys. */
import { Autocomplete, Header, Input, Menu, MenuItem, MenuSection, SearchField, Text, useFilter } from 'react-aria-components';
import { Sheet } from '../parts/Sheet.tsx';
import { useAllCommands } from '../state/commands.ts';
import styles from './shell.module.css';

export function Palette({ onClose }: { readonly onClose: () => void }) {
  const groups = useAllCommands();
  const { contains } = useFilter({ sensitivity: 'base' });
  const run = (key: unknown): void => {
    onClose();
    groups.flatMap(({ commands }) => commands).find(({ id }) => id === key)?.run();
  };
  return (
    <Sheet title="Commands" onClose={onClose}>
      <Autocomplete filter={contains}>
        <SearchField aria-label="Find a command" autoFocus className={styles.find!}>
          <Input placeholder="Type what you want to do" />
        </SearchField>
        <Menu className={styles.commands!} onAction={run} renderEmptyState={() => <p className={styles.none}>No command of this name here.</p>}>
          {groups.toReversed().map(({ title, commands }) => (
            <MenuSection key={title}>
              <Header className={styles.group}>{title}</Header>
              {commands.map(({ id, label, keys }) => (
                <MenuItem key={id} id={id} textValue={label} className={styles.command!}>
                  <Text slot="label">{label}</Text>
                  {keys && <kbd>{keys.replaceAll('+', ' ')}</kbd>}
                </MenuItem>
              ))}
            </MenuSection>
          ))}
        </Menu>
      </Autocomplete>
    </Sheet>
  );
}
