import { useTranslation } from 'react-i18next';
import type { Attachment } from '#client/attachments';

const MAX_NAME = 40;

/** How an attached image is called: by its file, or by its place when a draft brought it back. */
export function useImageName(): (attachment: Pick<Attachment<unknown>, 'name'>, index: number) => string {
  const { t } = useTranslation();
  return ({ name }, index) => {
    if (name === '') return t('uploads.picture', { number: index + 1 });
    return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME - 12)}…${name.slice(-11)}` : name;
  };
}
