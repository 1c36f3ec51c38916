import * as z from 'zod/mini';
import { modelSettings, stageSettings, tableSettings } from '#adapters/environment/settings';

export const SummarizeConversationConfig = z.object({ ...stageSettings, ...tableSettings, ...modelSettings });
