import { useTranslation } from 'react-i18next';
import type { ShownAttachments } from '#react/use-attachments';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { useProblemText } from '../ui/use-problem-text.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './image-shelf.module.css';
import { useImageName } from './use-image-name.ts';

export interface ImageShelfProps {
  readonly shown: ShownAttachments;
  readonly most: number;
}

/** Why files were not taken, and which uploads did not work. */
function Problems({ shown: { attachments, refused, store }, most }: ImageShelfProps) {
  const { t } = useTranslation();
  const problemText = useProblemText();
  const nameOf = useImageName();
  const failed = attachments.flatMap((attachment, index) => {
    if (attachment.stage !== 'failed') return [];
    const { id, error } = attachment;
    const name = nameOf(attachment, index);
    const text =
      error === undefined
        ? t('uploads.rejected', { name })
        : t('uploads.failedTitle', { name, why: problemText(error) });
    return [{ id, text }];
  });
  const left = refused.map(({ id, name, fault }) => ({
    id,
    text: t(`uploads.refused.${fault}`, { name: nameOf({ name }, 0), count: most }),
  }));
  const isOver = attachments.length > most;
  const all = [...failed, ...left, ...(isOver ? [{ id: 'over', text: t('uploads.over', { count: most }) }] : [])];
  if (all.length === 0) return null;
  return (
    <div role="alert" className={styles['problems']}>
      <Icon name="alert" />
      <ul>
        {all.map(({ id, text }) => (
          <li key={id}>{text}</li>
        ))}
      </ul>
      {left.length > 0 && (
        <Button look="quiet" onClick={store.forgetRefused}>
          {t('uploads.dismiss')}
        </Button>
      )}
    </div>
  );
}

/** How many uploads run, said once for all of them. */
function Status({ shown: { attachments } }: Pick<ImageShelfProps, 'shown'>) {
  const { t } = useTranslation();
  const count = attachments.filter(({ stage }) => stage === 'preparing' || stage === 'uploading').length;
  const ready = attachments.filter(({ stage }) => stage === 'uploaded').length;
  if (attachments.length === 0) return null;
  return (
    <p role="status">
      <VisuallyHidden>
        {count > 0 && t('uploads.statusRunning', { count })}
        {count === 0 && ready > 0 && t('uploads.statusReady', { count: ready })}
      </VisuallyHidden>
    </p>
  );
}

/** What is said above the field about the images of the message. */
export function ImageShelf(props: ImageShelfProps) {
  return (
    <div className={styles['shelf']}>
      <Status {...props} />
      <Problems {...props} />
    </div>
  );
}
