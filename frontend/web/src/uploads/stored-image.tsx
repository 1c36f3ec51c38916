import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useDownloadUrl } from '../data/use-download-url.ts';
import { Icon } from '../ui/icon.tsx';
import styles from './stored-image.module.css';

export interface StoredImageProps {
  /** The key of an upload. */
  readonly of: string;
  readonly alt: string;
}

function Gone(): ReactNode {
  const { t } = useTranslation();
  return (
    <span className={styles['gone']}>
      <Icon name="alert" />
      {t('uploads.gone')}
    </span>
  );
}

/** An uploaded image, from the bucket. An address that has expired is replaced once. */
export function StoredImage({ of: key, alt }: StoredImageProps) {
  const { data: url, error, refetch } = useDownloadUrl(key);
  const [failedUrls, setFailedUrls] = useState<readonly string[]>([]);
  const isGone = error !== null || (url !== undefined && failedUrls.includes(url));
  if (isGone && (failedUrls.length > 1 || url === undefined)) return <Gone />;
  if (url === undefined || isGone) return <span className={styles['waiting']} />;
  const onError = () => {
    setFailedUrls([...failedUrls, url]);
    if (failedUrls.length === 0) void refetch();
  };
  return <img className={styles['image']} src={url} alt={alt} decoding="async" onError={onError} />;
}
