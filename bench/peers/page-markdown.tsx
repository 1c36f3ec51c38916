import { createParser } from 'eventsource-parser';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';

/** Adds each token to the state at once and renders the whole answer as Markdown: the obvious first implementation. */
async function ask(onToken: (text: string) => void): Promise<void> {
  const response = await fetch('/', { method: 'POST', body: '{}' });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent({ data }) {
      const { type, text } = JSON.parse(data) as { readonly type: string; readonly text: string };
      if (type === 'chunk') onToken(text);
    },
  });
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

function Chat() {
  const [answers, setAnswers] = useState<ReadonlyMap<string, string>>(new Map());
  const send = () => {
    const id = crypto.randomUUID();
    void ask((text) => setAnswers((before) => new Map(before).set(id, (before.get(id) ?? '') + text)));
  };
  return (
    <>
      {[...answers].map(([id, answer]) => (
        <Markdown key={id}>{answer}</Markdown>
      ))}
      <button type="button" onClick={send}>
        Ask
      </button>
    </>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(<Chat />);
