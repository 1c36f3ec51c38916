import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Asset } from '#contract/prompt-coach/responses';
import { useDeletePicture } from '../../data/use-delete-picture.ts';
import { Button } from '../../ui/button.tsx';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';
import { Dialog, DialogActions } from '../../ui/dialog.tsx';
import { DownloadButton } from './download-button.tsx';
import { Ground } from './ground.tsx';
import styles from './pictures.module.css';

export interface LightboxProps {
  readonly asset: Asset;
  readonly onClose: () => void;
}

/** One picture as large as it fits, with its words. */
export function Lightbox({ asset, onClose }: LightboxProps) {
  const { t } = useTranslation();
  const [isAsked, setIsAsked] = useState(false);
  const remove = useDeletePicture(asset);
  const { assetType, width, height, description } = asset;
  return (
    <Dialog title={t(`prompt.assetTypes.${assetType}`)} look="wide" onClose={onClose}>
      <figure className={styles['large']}>
        <Ground asset={asset} alt={description} />
        <figcaption>
          <span>{t('prompt.form.pixels', { width, height })}</span> <span dir="auto">{description}</span>
        </figcaption>
      </figure>
      <DialogActions>
        <Button look="quiet" icon="trash" onClick={() => setIsAsked(true)}>
          {t('prompt.result.delete')}
        </Button>
        <DownloadButton asset={asset} isMain isSingle />
      </DialogActions>
      {isAsked && (
        <ConfirmDialog
          title={t('prompt.result.deleteTitle')}
          text={t('prompt.result.deleteText')}
          action={t('nav.delete')}
          mutation={remove}
          onDone={onClose}
          onClose={() => setIsAsked(false)}
        />
      )}
    </Dialog>
  );
}
