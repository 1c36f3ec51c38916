import { createParser } from 'eventsource-parser';
import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import Markdown from 'react-markdown';

/** Adds a token to the state as soon as it comes, and draws the whole answer as Markdown: the first thing one writes. */
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
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const send = () => {
    setAnswers((before) => [...before, '']);
    void ask((text) => setAnswers((before) => before.with(-1, (before.at(-1) ?? '') + text)));
  };
  return (
    <>
      {answers.map((answer, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers only come to the end
        <Markdown key={place}>{answer}</Markdown>
      ))}
      {/* biome-ignore lint/a11y/noAutofocus: Enter asks */}
      <button type="button" autoFocus={true} onClick={send}>
        Ask
      </button>
    </>
  );
}

createRoot(document.body.appendChild(document.createElement('div'))).render(<Chat />);
