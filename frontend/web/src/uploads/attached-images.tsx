import { useTranslation } from 'react-i18next';
import type { Attachment } from '#client/attachments';
import type { WebAttachments } from '#react/use-attachments';
import { Icon } from '../ui/icon.tsx';
import { useFormat } from '../ui/use-format.ts';
import { VisuallyHidden } from '../ui/visually-hidden.tsx';
import styles from './attached-images.module.css';
import { Preview } from './preview.tsx';
import { ProgressRing } from './progress-ring.tsx';
import { StoredImage } from './stored-image.tsx';
import { useImageName } from './use-image-name.ts';

interface ThumbProps {
  readonly attachment: Attachment<ImageBitmap>;
  readonly name: string;
  readonly store: WebAttachments;
}

function Thumb({ attachment, name, store }: ThumbProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { id, stage, progress, key, preview, canRetry } = attachment;
  const isRunning = stage === 'preparing' || stage === 'uploading';
  const percent = format.percent(100 * progress);
  return (
    <li className={styles['thumb']} data-stage={stage}>
      <VisuallyHidden>{t(`uploads.${stage}`, { name, percent })}</VisuallyHidden>
      <span className={styles['picture']}>
        {preview ? <Preview bitmap={preview} /> : key !== undefined && <StoredImage of={key} alt="" />}
      </span>
      {isRunning && <ProgressRing part={stage === 'preparing' ? undefined : progress} />}
      {stage === 'failed' && canRetry && (
        <button
          type="button"
          className={styles['retry']}
          aria-label={t('uploads.retry', { name })}
          title={t('uploads.retry', { name })}
          onClick={() => store.retry(id)}
        >
          <Icon name="refresh" />
        </button>
      )}
      <button
        type="button"
        className={styles['remove']}
        aria-label={t('uploads.remove', { name })}
        title={t('uploads.remove', { name })}
        onClick={() => store.remove(id)}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}

export interface AttachedImagesProps {
  readonly attachments: readonly Attachment<ImageBitmap>[];
  readonly store: WebAttachments;
  readonly label: string;
}

/** Small pictures of what is attached, each with its progress and a button that removes it. */
export function AttachedImages({ attachments, store, label }: AttachedImagesProps) {
  const nameOf = useImageName();
  if (attachments.length === 0) return null;
  return (
    <ul className={styles['list']} aria-label={label}>
      {attachments.map((attachment, index) => (
        <Thumb key={attachment.id} attachment={attachment} name={nameOf(attachment, index)} store={store} />
      ))}
    </ul>
  );
}
