import { useChat } from '@ai-sdk/react';
import { DefaultChatTransport } from 'ai';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';

interface ChatProps {
  readonly show: (text: string) => ReactNode;
  /** Milliseconds between two renders; without it, each chunk is rendered. */
  readonly throttleMs?: number;
}

const transport = new DefaultChatTransport({ api: '/' });

function Chat({ show, throttleMs }: ChatProps) {
  const { messages, sendMessage } = useChat({
    transport,
    ...(throttleMs !== undefined && { experimental_throttle: throttleMs }),
  });
  return (
    <>
      {messages.map(({ id, parts }) => (
        <div key={id}>{show(parts.map((part) => (part.type === 'text' ? part.text : '')).join(''))}</div>
      ))}
      <button type="button" onClick={() => void sendMessage({ text: 'How am I doing?' })}>
        Ask
      </button>
    </>
  );
}

/** The AI SDK's chat, as its documentation shows it. */
export const start = (props: ChatProps) =>
  createRoot(document.body.appendChild(document.createElement('div'))).render(<Chat {...props} />);
