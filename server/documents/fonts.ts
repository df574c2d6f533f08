import type { HouseStyle } from '@callosum/kernel/report';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { FONT_FAMILIES } from './css.ts';

const require = createRequire(import.meta.url);

/** Files of the fonts that documents are set in; they come with the product, so that every machine prints the same. */
export function fontFiles(font: HouseStyle['font']): { normal: string; bold: string } {
  if (font === 'serif') {
    return {
      normal: require.resolve('@expo-google-fonts/source-serif-4/400Regular/SourceSerif4_400Regular.ttf'),
      bold: require.resolve('@expo-google-fonts/source-serif-4/600SemiBold/SourceSerif4_600SemiBold.ttf'),
    };
  }
  return {
    normal: require.resolve('@expo-google-fonts/inter/400Regular/Inter_400Regular.ttf'),
    bold: require.resolve('@expo-google-fonts/inter/600SemiBold/Inter_600SemiBold.ttf'),
  };
}

/** CSS that carries the fonts with it. */
export async function fontFaces(font: HouseStyle['font']): Promise<string> {
  const { normal, bold } = fontFiles(font);
  const face = async (path: string, weight: number): Promise<string> =>
    `@font-face{font-family:'${FONT_FAMILIES[font]}';font-weight:${weight};src:url(data:font/ttf;base64,${(await readFile(path)).toString('base64')})}`;
  return (await Promise.all([face(normal, 400), face(bold, 600)])).join('');
}
