import { DEMO_ACCOUNTS } from './people.ts';

/** The page's only style sheet. */
export const SIGN_IN_STYLE = `
:root { color-scheme: light dark; font: 16px/1.5 system-ui, sans-serif; }
body {
  margin: 0; min-height: 100vh; display: grid; place-items: center;
  background: light-dark(#f4f5f7, #14161a); color: light-dark(#1b1f24, #e8eaed);
}
main {
  width: min(24rem, calc(100vw - 2rem)); box-sizing: border-box; padding: 2rem; border-radius: 1rem;
  background: light-dark(#fff, #1e2127); box-shadow: 0 1px 3px #0003, 0 8px 32px #0002;
}
h1 { margin: 0 0 0.25rem; font-size: 1.35rem; }
p { margin: 0 0 1.25rem; color: light-dark(#57606a, #9aa4b2); }
form { display: grid; gap: 0.6rem; }
hr { width: 100%; border: 0; border-top: 1px solid light-dark(#d8dee4, #343a43); margin: 0.6rem 0; }
label { font-weight: 600; }
button, input {
  font: inherit; padding: 0.65rem 0.9rem; border-radius: 0.6rem; min-height: 2.75rem; box-sizing: border-box;
  border: 1px solid light-dark(#d0d7de, #3d444d); background: transparent; color: inherit;
}
button { cursor: pointer; text-align: left; display: flex; justify-content: space-between; }
button:hover { background: light-dark(#f0f3f6, #282d35); }
button small { color: light-dark(#57606a, #9aa4b2); }
button.main { justify-content: center; background: #2f5fde; border-color: #2f5fde; color: #fff; }
button.main:hover { background: #264fc0; }
:focus-visible { outline: 3px solid #6d93ff; outline-offset: 2px; }
`;

export interface SignInPage {
  /** Target of the form: the page's own URL with its query. */
  readonly action: string;
  readonly styleUrl: string;
  /** The user id that the app suggests. */
  readonly hint: string;
  /** Why the last attempt was rejected. */
  readonly message?: string;
}

/** The sign-in page: choose a demo account or type any user id. There are no passwords on a local machine. */
export function signInPage({ action, styleUrl, hint, message }: SignInPage): string {
  const accounts = Object.entries(DEMO_ACCOUNTS).map(
    ([tier, account]) =>
      `<button name="account" value="${account}"><span>${account}</span><small>tier ${tier}</small></button>`,
  );
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Sign in: Coachstream on this machine</title>
<link rel="stylesheet" href="${escaped(styleUrl)}">
</head>
<body>
<main>
<h1>Sign in</h1>
<p>Coachstream runs on this machine only. Choose who you are; there are no passwords here.</p>
${message ? `<p role="alert">${escaped(message)}</p>` : ''}
<form method="post" action="${escaped(action)}">
${accounts.join('\n')}
</form>
<hr>
<form method="post" action="${escaped(action)}">
<label for="userId">Or any user id</label>
<input id="userId" name="userId" autocomplete="username" spellcheck="false" maxlength="128" value="${escaped(hint)}">
<button class="main">Continue</button>
</form>
</main>
</body>
</html>
`;
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const escaped = (text: string): string => text.replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter);
