import { useTranslation } from 'react-i18next';
import { Prose } from '../../ui/prose.tsx';

/** A message without words: the button "build my coach". */
export function Confirmed({ extras }: { readonly extras: Readonly<Record<string, unknown>> }) {
  const { t } = useTranslation();
  return extras['confirm'] === true ? <Prose text={t('creator.confirmedByButton')} /> : null;
}
