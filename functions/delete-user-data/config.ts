import * as z from 'zod/mini';
import { objectSettings, stageSettings, tableSettings } from '#adapters/environment/settings';

export const DeleteUserDataConfig = z.object({ ...stageSettings, ...tableSettings, ...objectSettings });
