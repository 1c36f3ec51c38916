import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ASSET_FORMATS } from '#contract/prompt-coach/asset-types';
import type { Asset } from '#contract/prompt-coach/responses';
import { usePromptRest } from '../../data/use-prompt-rest.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './bench.module.css';

const MAX_NAME = 40;

const nameOf = (description: string): string =>
  description
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '-')
    .slice(0, MAX_NAME)
    .replaceAll(/^-+|-+$/g, '');

/** Hands a file to the browser's downloads. */
function hand(url: string, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: url, download: name });
  link.click();
}

/** Loaded first, because a browser opens an address of another origin instead of downloading it. */
async function downloadPicture({ url, description, width, height }: Asset): Promise<void> {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the picture answered ${response.status}`);
  const local = URL.createObjectURL(await response.blob());
  hand(local, `${nameOf(description) || 'picture'}-${width}x${height}.png`);
  setTimeout(() => URL.revokeObjectURL(local), 60_000);
}

export interface DownloadButtonProps {
  readonly asset: Asset;
  readonly isMain: boolean;
  /** The picture alone, also where the platform asks for several sizes. */
  readonly isSingle?: boolean;
}

/** Downloads the picture, or all sizes of it that its platform asks for. */
export function DownloadButton({ asset, isMain, isSingle = false }: DownloadButtonProps) {
  const { t } = useTranslation();
  const { pictures } = usePromptRest();
  const { pack } = ASSET_FORMATS[asset.assetType];
  const sizes = isSingle ? undefined : pack?.sizes;
  const download = useMutation({
    mutationFn: async () => {
      if (!sizes) return downloadPicture(asset);
      const { url } = await pictures.pack(asset.assetId);
      hand(url, `${nameOf(asset.description) || 'picture'}.zip`);
    },
  });
  return (
    <>
      <Button
        look={isMain ? 'primary' : 'secondary'}
        icon="download"
        aria-busy={download.isPending}
        onClick={() => download.isPending || download.mutate()}
      >
        {download.isPending
          ? t('prompt.result.downloading')
          : sizes
            ? t('prompt.result.pack', { count: sizes.length })
            : t('prompt.result.download')}
      </Button>
      {download.error && (
        <div className={styles['wide']}>
          <Notice tone="bad" isAlert>
            {t('prompt.result.noDownload')}
          </Notice>
        </div>
      )}
    </>
  );
}
