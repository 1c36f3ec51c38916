/** An answer with all that models write: headings, lists, a table, code, a quote, and links. */
export const MARKDOWN_ANSWER = `You won **six of ten**, and you score *1.4 goals* a game: well above Gold I. What costs you is passing.

## This week

1. **Monday:** passing drills, 3*10 of each
   - look left before every shot
   - first touch to the wall, never to the middle
2. **Wednesday:** three ranked doubles
3. **Saturday:** watch one replay and count your passes

### Where you stand

| | You | Gold I | Difference |
|:--|--:|--:|--:|
| Goals a game | 1.4 | 0.55 | +0.85 |
| Assists a game | 0.4 | 0.62 | −0.22 |
| Saves a game | 1.5 | 1.1 | +0.4 |

Bind \`air roll left\` to a button you can hold:

\`\`\`ini
[Bindings]
AirRollLeft = L1
PowerslideAndBoostWhileTurning = R1 ; one long line that is wider than a phone
\`\`\`

> You need not be faster.
> You need to be earlier.

- [x] Import your games
- [ ] Play two sessions of drills

A good start is [this routine for passing](https://example.com/training/passing), or write to coach@example.com.
Tell me on Sunday how it went.`;
