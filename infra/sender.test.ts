import { expect, it } from 'vitest';
import { SenderSetting } from './sender.ts';

it.each([
  ['', undefined],
  ['coach@example.com', { address: 'coach@example.com' }],
  ['Coach <coach@example.com>', { name: 'Coach', address: 'coach@example.com' }],
  ['Coach, Inc.<no-reply@mail.example.co.uk>', { name: 'Coach, Inc.', address: 'no-reply@mail.example.co.uk' }],
])('reads the sender %j', (text, sender) => {
  expect(SenderSetting.parse(text)).toEqual(sender);
});

it.each([
  'example.com',
  'coach@example',
  'coach@.com',
  'Coach coach@example.com',
  'Coach <coach@example.com',
  'Coach <>',
  'Coach <a@b.example> <c@d.example>',
  'a@b.example,c@d.example',
  'Coach\r\nBcc: all <coach@example.com>',
  'cöach@example.com',
])('refuses the sender %j and shows the form', (text) => {
  const { error } = SenderSetting.safeParse(text);

  expect(error?.issues.map(({ message }) => message)).toEqual([
    'must be an address, or a name and an address: Coach <coach@example.com>',
  ]);
});
