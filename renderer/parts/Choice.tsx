/** @file Choosing one of several: from a list that opens, as radio buttons, or as segments side by side. */
import { Button, Label, ListBox, ListBoxItem, Popover, Radio, RadioGroup, Select, SelectValue, Text } from 'react-aria-components';
import { Icon } from './Icon.tsx';
import styles from './fields.module.css';

export interface Option<T extends string> {
  readonly id: T;
  readonly label: string;
  readonly under?: string;
}

interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly options: readonly Option<T>[];
  readonly value: T | null;
  readonly onChange: (value: T) => void;
  readonly hint?: string;
  readonly as?: 'list' | 'radios' | 'segments';
  readonly disabled?: boolean;
}

export function Choice<T extends string>({ label, options, value, onChange, hint, as = 'list', disabled = false }: ChoiceProps<T>) {
  const choose = (key: unknown): void => {
    const chosen = options.find(({ id }) => id === key);
    if (chosen) onChange(chosen.id);
  };
  const said = hint && (
    <Text slot="description" className={styles.hint!}>
      {hint}
    </Text>
  );
  if (as !== 'list') {
    return (
      <RadioGroup className={styles.field!} value={value} onChange={choose} isDisabled={disabled} orientation={as === 'segments' ? 'horizontal' : 'vertical'}>
        <Label className={styles.label!}>{label}</Label>
        <div className={as === 'segments' ? styles.segments : styles.radios}>
          {options.map((option) => (
            <Radio key={option.id} value={option.id} className={as === 'segments' ? styles.segment! : `${styles.check} ${styles.radio}`}>
              {as === 'radios' && <span className={styles.box} />}
              <span>
                {option.label}
                {as === 'radios' && option.under && <span className={styles.hint}> {option.under}</span>}
              </span>
            </Radio>
          ))}
        </div>
        {said}
      </RadioGroup>
    );
  }
  return (
    <Select className={styles.field!} value={value} onChange={choose} isDisabled={disabled} placeholder="Choose">
      <Label className={styles.label!}>{label}</Label>
      <Button className={styles.trigger!}>
        <SelectValue>{({ isPlaceholder, selectedText, defaultChildren }) => (isPlaceholder ? defaultChildren : selectedText)}</SelectValue>
        <Icon name="down" />
      </Button>
      {said}
      <Popover className={styles.popover!}>
        <ListBox className={styles.list!}>
          {options.map((option) => (
            <ListBoxItem key={option.id} id={option.id} textValue={option.label} className={styles.option!}>
              <Text slot="label">{option.label}</Text>
              {option.under && (
                <Text slot="description">
                  <small>{option.under}</small>
                </Text>
              )}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}
