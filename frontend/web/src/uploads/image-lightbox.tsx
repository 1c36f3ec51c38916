import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { IconButton } from '../ui/button.tsx';
import { Dialog } from '../ui/dialog.tsx';
import styles from './image-lightbox.module.css';
import { StoredImage } from './stored-image.tsx';

export interface ImageLightboxProps {
  /** Of all images of the message. */
  readonly keys: readonly string[];
  /** The index of the one that is shown first. */
  readonly first: number;
  readonly onClose: () => void;
}

/** The index of the image that is shown; arrow keys change it, wherever the focus is in the dialog. */
function useIndex(first: number, count: number) {
  const [index, setIndex] = useState(first);
  const go = (step: number) => setIndex((at) => (at + step + count) % count);
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === 'ArrowLeft') setIndex((at) => (at - 1 + count) % count);
      if (key === 'ArrowRight') setIndex((at) => (at + 1) % count);
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [count]);
  return { index, go };
}

/** One image as large as it fits, and the way to its neighbours. */
export function ImageLightbox({ keys, first, onClose }: ImageLightboxProps) {
  const { t } = useTranslation();
  const count = keys.length;
  const { index, go } = useIndex(first, count);
  const title = count === 1 ? t('uploads.onlyOne') : t('uploads.position', { number: index + 1, count });
  return (
    <Dialog title={title} look="wide" onClose={onClose}>
      <div className={styles['stage']}>
        <StoredImage key={keys[index]} of={keys[index] ?? ''} alt={title} />
        {count > 1 && (
          <div className={styles['steps']}>
            <IconButton look="secondary" name="arrowLeft" label={t('uploads.earlier')} onClick={() => go(-1)} />
            <IconButton look="secondary" name="arrowRight" label={t('uploads.later')} onClick={() => go(1)} />
          </div>
        )}
      </div>
    </Dialog>
  );
}
