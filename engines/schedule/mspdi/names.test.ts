import { expect, test } from 'vitest';
import { Names } from './names.ts';
import { codesOf, hashOf } from './tags.ts';
import { ValueTexts } from './texts.ts';

const codes = (text: string): Uint8Array => codesOf(text, new Uint8Array());

test('a name is found by its codes in a text as by itself, and no other is', () => {
  const known = ['UID', 'Name', 'Start', 'Finish', 'Type', 'Work', 'Cost', 'Units', 'Delay'];
  const names = new Names(new Map(known.map((name, at) => [name, at])));
  const text = ' Finish, Nam, UIDs';
  const find = (name: string): number | undefined => {
    const from = text.indexOf(name);
    return names.find(codes(text), from, from + name.length, hashOf(name));
  };
  expect([names.get('Finish'), find('Finish')]).toEqual([3, 3]);
  expect([find('Nam'), find('UIDs'), names.get('UIDs')]).toEqual([undefined, undefined, undefined]);
  // The same hash is not the same name.
  expect(names.find(codes('Unit'), 0, 4, hashOf('Type'))).toBeUndefined();
});

test('a text is what stands there, whatever stood there before and however it is written', () => {
  const texts = new ValueTexts();
  const values = [
    '0',
    'PT8H0M0S',
    'Größe',
    'Graße',
    '',
    'x'.repeat(40),
    ...Array.from({ length: 40_000 }, (_, at) => `${at}.`),
  ];
  const piece = values.map((value) => `<V>${value}</V>`).join('');
  const all = codes(piece);
  const read = (): string[] => {
    let end = 0;
    return values.map(({ length }) => {
      const from = end + '<V>'.length;
      end = from + length + '</V>'.length;
      return texts.of(piece, all, from, from + length);
    });
  };
  expect(read()).toEqual(values);
  expect(read()).toEqual(values);
});
