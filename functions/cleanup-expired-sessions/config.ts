import * as z from 'zod/mini';
import { jobSettings, stageSettings, tableSettings } from '#adapters/environment/settings';

export const CleanupExpiredSessionsConfig = z.object({ ...stageSettings, ...tableSettings, ...jobSettings });
