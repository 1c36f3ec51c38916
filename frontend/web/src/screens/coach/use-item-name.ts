import { useTranslation } from 'react-i18next';
import { en } from '../../i18n/en.ts';

type KnownItem = keyof typeof en.coach.items;

const isKnown = (item: string): item is KnownItem => Object.hasOwn(en.coach.items, item);

/** An item of a list in the person's language where the product has written it. Other items are the person's words. */
export function useItemName(): (item: string) => string {
  const { t } = useTranslation();
  return (item) => (isKnown(item) ? t(`coach.items.${item}`) : item);
}
