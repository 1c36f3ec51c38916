import { useTranslation } from 'react-i18next';
import { useStartChat } from '../../app/chat-start.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Nothing can be added any more. */
export function Closed({ reason }: { readonly reason: 'ended' | 'expired' }) {
  const { t } = useTranslation();
  const startChat = useStartChat();
  return (
    <Notice tone="plain" actions={<Button onClick={() => startChat()}>{t('game.chat.new')}</Button>}>
      {t(`game.chat.${reason}`)}
    </Notice>
  );
}
