import { Logger } from '@aws-lambda-powertools/logger';

export const handler = new Logger({ serviceName: 'coach' });
