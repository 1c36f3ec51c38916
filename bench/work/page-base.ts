import { createParser } from 'eventsource-parser';

/** The minimum that a page can do with an answer: append each token as text. */
async function ask(answer: HTMLElement): Promise<void> {
  const response = await fetch('/', { method: 'POST', body: '{}' });
  const reader = response.body?.getReader();
  const decoder = new TextDecoder();
  const parser = createParser({
    onEvent({ data }) {
      const { type, text } = JSON.parse(data) as { readonly type: string; readonly text: string };
      if (type === 'chunk') answer.append(text);
    },
  });
  for (;;) {
    const { done, value } = (await reader?.read()) ?? { done: true };
    if (done) return;
    parser.feed(decoder.decode(value, { stream: true }));
  }
}

const button = document.createElement('button');
document.body.append(button);
button.onclick = () => {
  const answer = document.createElement('p');
  document.body.append(answer);
  void ask(answer);
};
