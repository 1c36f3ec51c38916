import { useTranslation } from 'react-i18next';
import { Button } from './button.tsx';
import { Dialog, DialogActions } from './dialog.tsx';
import { Failure } from './failure.tsx';

export interface ConfirmDialogProps {
  readonly title: string;
  /** What will be deleted. */
  readonly text: string;
  /** The word on the button that does it. */
  readonly action: string;
  readonly mutation: {
    readonly error: Error | null;
    readonly isPending: boolean;
    readonly mutate: (nothing: undefined, options: { readonly onSuccess: () => void }) => void;
  };
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Asks before something is deleted. */
export function ConfirmDialog({ title, text, action, mutation, onDone, onClose }: ConfirmDialogProps) {
  const { t } = useTranslation();
  const { error, isPending, mutate } = mutation;
  const onSuccess = () => {
    onClose();
    onDone?.();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      {error && <Failure error={error} />}
      <DialogActions>
        <Button onClick={onClose}>{t('app.cancel')}</Button>
        <Button look="danger" disabled={isPending} onClick={() => mutate(undefined, { onSuccess })}>
          {action}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
