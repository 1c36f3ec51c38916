import Markdown from 'react-markdown';
import { start } from './use-chat.tsx';

start({ show: (text) => <Markdown>{text}</Markdown> });
