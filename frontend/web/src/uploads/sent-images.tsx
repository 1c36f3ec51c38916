import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { SECTION } from '../app/not-loaded.tsx';
import { lazyPart } from '../ui/lazy-part.tsx';
import styles from './sent-images.module.css';
import { StoredImage } from './stored-image.tsx';

const ImageLightbox = lazyPart(async () => (await import('./image-lightbox.tsx')).ImageLightbox, {
  Failed: SECTION.Failed,
});

/** The images of a sent message. A press shows one as large as it fits. */
export function SentImages({ keys }: { readonly keys: readonly string[] }) {
  const { t } = useTranslation();
  const [opened, setOpened] = useState<number>();
  if (keys.length === 0) return null;
  return (
    <>
      <ul className={styles['images']} data-single={keys.length === 1} aria-label={t('uploads.sent')}>
        {keys.map((key, index) => (
          <li key={key}>
            <button
              type="button"
              aria-label={t('uploads.larger', { number: index + 1, count: keys.length })}
              onClick={() => setOpened(index)}
            >
              <StoredImage of={key} alt="" />
            </button>
          </li>
        ))}
      </ul>
      {opened !== undefined && <ImageLightbox keys={keys} first={opened} onClose={() => setOpened(undefined)} />}
    </>
  );
}
