import { useTranslation } from 'react-i18next';
import type { ToolChip } from '#client/session-state';
import { en } from '../i18n/en.ts';

type KnownTool = keyof typeof en.chat.tools;

const isKnown = (name: string): name is KnownTool => Object.hasOwn(en.chat.tools, name);

/** What a tool does: in the person's language if it is known, else the server's label or its name. */
export function useToolLabel(): (tool: ToolChip) => string {
  const { t } = useTranslation();
  return ({ name, label }) => (isKnown(name) ? t(`chat.tools.${name}`) : label.replaceAll('_', ' '));
}
