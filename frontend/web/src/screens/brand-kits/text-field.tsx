import { type InputHTMLAttributes, useId } from 'react';
import { CONTROL, Field, Hint } from '../../ui/field.tsx';
import styles from './text-field.module.css';

export interface TextFieldProps extends Omit<InputHTMLAttributes<HTMLInputElement>, 'onChange' | 'className'> {
  readonly label: string;
  /** What is wrong with it, if anything. */
  readonly fault: string | false;
  readonly hint?: string;
  readonly onText: (text: string) => void;
}

/** A line of text with what it takes, or what is wrong with it, below. */
export function TextField({ label, fault, hint, onText, ...input }: TextFieldProps) {
  const id = useId();
  const words = fault || hint;
  return (
    <div className={styles['field']}>
      <Field label={label}>
        <input
          dir="auto"
          {...input}
          className={CONTROL}
          aria-invalid={fault !== false}
          aria-describedby={words ? id : undefined}
          onChange={({ target }) => onText(target.value)}
        />
      </Field>
      {words && (
        <Hint id={id} isBad={fault !== false}>
          {words}
        </Hint>
      )}
    </div>
  );
}
