import { Tracer } from '@aws-lambda-powertools/tracer';

export const handler = new Tracer({ serviceName: 'coach' });
