import { start } from './use-chat.tsx';

start({ show: (text) => <p>{text}</p> });
