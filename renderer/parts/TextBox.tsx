/** @file A field for text: one line, several, or a passphrase. */
import { FieldError, Input, Label, Text, TextArea, TextField } from 'react-aria-components';
import styles from './fields.module.css';

interface TextBoxProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** What to write here, and what becomes of it. */
  readonly hint?: string;
  /** What is wrong with it; null or absent: nothing. */
  readonly wrong?: string | null;
  readonly kind?: 'line' | 'lines' | 'passphrase';
  readonly required?: boolean;
  readonly autoFocus?: boolean;
}

export function TextBox({ label, value, onChange, hint, wrong, kind = 'line', required = false, autoFocus = false }: TextBoxProps) {
  return (
    <TextField className={styles.field!} value={value} onChange={onChange} isRequired={required} isInvalid={Boolean(wrong)} autoFocus={autoFocus} type={kind === 'passphrase' ? 'password' : 'text'} validationBehavior="aria">
      <Label className={styles.label!}>{label}</Label>
      {kind === 'lines' ? <TextArea className={styles.input!} /> : <Input className={styles.input!} autoComplete="off" spellCheck="false" />}
      {hint && (
        <Text slot="description" className={styles.hint!}>
          {hint}
        </Text>
      )}
      <FieldError className={styles.wrong!}>{wrong}</FieldError>
    </TextField>
  );
}
