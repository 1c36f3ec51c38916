import { useTranslation } from 'react-i18next';
import type { ChatMessage } from '#client/session-state';

/** The press of "Build my coach" is a message without text: it shows the words of the button. */
export function PressedButton({ message }: { readonly message: ChatMessage }) {
  const { t } = useTranslation();
  return message.extras['confirm'] === true && <p>{t('creator.confirm')}</p>;
}
