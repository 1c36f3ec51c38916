import { useId } from 'react';
import { IconButton } from '../ui/button.tsx';
import { SessionList, type SessionListProps } from './session-list.tsx';
import styles from './session-navigation.module.css';

export interface SessionNavigationProps extends Omit<SessionListProps, 'look' | 'labelledBy'> {
  readonly title: string;
  /** The name of the button that begins another session. */
  readonly add: string;
  readonly onAdd: () => void;
}

/** A coach's sessions in the sidebar, and a button for another one. */
export function SessionNavigation({ title, add, onAdd, ...list }: SessionNavigationProps) {
  const id = useId();
  return (
    <div>
      <div className={styles['head']}>
        <p id={id}>{title}</p>
        <IconButton name="plus" label={add} onClick={onAdd} />
      </div>
      <SessionList {...list} look="rows" labelledBy={id} />
    </div>
  );
}
