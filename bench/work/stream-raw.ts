import { measureServer } from '../streaming/measure-server.ts';
import { answerRaw } from '../streaming/raw.ts';

await measureServer((_request, response, plan) => void answerRaw(response, plan));
