import { useTranslation } from 'react-i18next';
import type { BrandKit } from '#contract/prompt-coach/brand';
import { useDeleteBrandKit } from '../../data/use-brand-kits.ts';
import { ConfirmDialog } from '../../ui/confirm-dialog.tsx';

export interface DeleteKitProps {
  readonly kit: BrandKit;
  readonly onDone?: () => void;
  readonly onClose: () => void;
}

/** Asks before a kit is deleted. */
export function DeleteKit({ kit, ...rest }: DeleteKitProps) {
  const { t } = useTranslation();
  return (
    <ConfirmDialog
      title={t('prompt.kits.deleteTitle', { name: kit.name })}
      text={t('prompt.kits.deleteText')}
      action={t('prompt.kits.delete')}
      mutation={useDeleteBrandKit(kit.brandKitId)}
      {...rest}
    />
  );
}
