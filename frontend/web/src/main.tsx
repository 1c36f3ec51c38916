import './styles/base.css';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import * as z from 'zod/mini';
import { createWebConnectivity } from '#react/web-ports';
import { Gate } from './app/gate.tsx';
import { loadConfig } from './app/load-config.ts';
import { MessagePage } from './app/message-page.tsx';
import { createI18n } from './i18n/i18n.ts';
import { preferredLanguage } from './i18n/language.ts';

// zod would test whether it may compile code from strings. The page's policy forbids that and would report the test.
z.config({ jitless: true });

const authDeps = {
  loadOidc: async (config: Parameters<typeof import('./auth/oidc.ts')['createOidc']>[0]) =>
    (await import('./auth/oidc.ts')).createOidc(config),
  storage: window.sessionStorage,
  location: window.location,
};

async function start(element: HTMLElement): Promise<void> {
  const [i18n, config] = await Promise.all([createI18n(preferredLanguage()), loadConfig().catch(() => undefined)]);
  createRoot(element).render(
    <I18nextProvider i18n={i18n}>
      {config ? (
        <Gate config={config} connectivity={createWebConnectivity()} authDeps={authDeps} />
      ) : (
        <MessagePage title={i18n.t('app.noConfig')} />
      )}
    </I18nextProvider>,
  );
}

const root = document.getElementById('root');
if (root) void start(root);
