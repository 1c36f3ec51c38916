import { type ReactNode, useId, useLayoutEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from './button.tsx';
import styles from './dialog.module.css';

export interface DialogProps {
  readonly title: string;
  readonly onClose: () => void;
  /** A box in the middle; a wide one for what is read at length; a sheet at the bottom; a drawer at the side. */
  readonly look?: 'box' | 'wide' | 'sheet' | 'drawer';
  readonly children: ReactNode;
}

/** A native modal dialog, open as long as it is rendered. The browser keeps the focus in it, and gives it back. */
export function Dialog({ title, onClose, look = 'box', children }: DialogProps) {
  const { t } = useTranslation();
  const dialog = useRef<HTMLDialogElement>(null);
  const titleId = useId();
  // Closed before it is removed: only a dialog that is in the page gives the focus back.
  useLayoutEffect(() => {
    const { current } = dialog;
    current?.showModal();
    return () => current?.close();
  }, []);
  return (
    <dialog
      ref={dialog}
      className={styles['dialog']}
      data-focus-home=""
      tabIndex={-1}
      data-look={look}
      aria-labelledby={titleId}
      onClose={onClose}
    >
      <header className={styles['header']}>
        <h2 id={titleId}>{title}</h2>
        <IconButton name="close" label={t('app.close')} onClick={() => dialog.current?.close()} />
      </header>
      {children}
    </dialog>
  );
}

/** The buttons of a dialog, at its foot. */
export function DialogActions({ children }: { readonly children: ReactNode }) {
  return <div className={styles['actions']}>{children}</div>;
}
