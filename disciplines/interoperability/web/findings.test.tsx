// @vitest-environment happy-dom
import { compareProfiles, deriveProfile, readHl7 } from '@callosum/hl7v2';
import { cleanup, loadTranslation, projectView, PSEUDO, pseudoOf, renderScreen, wordsOn } from '@callosum/web/testing';
import { afterEach, describe, expect, test } from 'vitest';
import { Samples } from '../bench/samples.ts';
import { FindingGroups } from './finding-groups.tsx';
import { GapRows } from './gap-rows.tsx';
import { interoperabilityViews } from './index.tsx';

afterEach(cleanup);

const within = { views: [interoperabilityViews], project: projectView() };

const message = (control: string, ...more: readonly string[]): string =>
  [`MSH|^~\\&|HIS|WEST|EHR|EAST|20260102||ADT^A01|${control}|QQ|2.5.1`, 'EVN||late', 'PID|1', ...more].join('\r');

/** What stands on the screen without accents, but for data that sentences have in their gaps. */
const plain = (screen: HTMLElement, data: ReadonlySet<string>): string[] =>
  wordsOn(screen).filter((text) => !data.has(text));

describe('in another language', () => {
  test('findings are told in it, with their remedies; places and values stay as they are', async () => {
    const samples = new Samples();
    const bytes = new TextEncoder().encode(
      `${message('A1', 'ZZZ|1')}\r${message('A2', 'NO|1', 'PV1|1|I', 'PV1|2|I')}\r`,
    );
    await samples.take([{ name: '1.hl7', bytes }], { mode: 'safe-harbor', asOf: 2026 }, () => undefined);
    const groups = samples.summary();
    expect(new Set(groups.map(({ code }) => code)).size).toBeGreaterThan(4);
    const { container } = await renderScreen(
      <FindingGroups groups={groups} onOpen={() => undefined} />,
      PSEUDO,
      await loadTranslation(PSEUDO),
      within,
    );
    const told = groups.flatMap(({ sentences }) => [pseudoOf(sentences.text), pseudoOf(sentences.remedy)]);
    for (const text of told) expect(container.textContent).toContain(text);
    for (const { remedy } of groups) expect(container.textContent).not.toContain(remedy);
    const places = groups.map(({ place }) => place);
    expect(
      plain(container, new Set([...told, ...places])).filter((text) => !places.some((one) => text.includes(one))),
    ).toEqual([]);
  });

  test('so are the differences between two profiles, and what stands on either side of them', async () => {
    const profileOf = async (name: string, text: string) =>
      deriveProfile(readHl7(new TextEncoder().encode(text)).messages, name);
    const analysis = compareProfiles(
      await profileOf('1', `${message('A1', 'PV1|1|I', 'ZZZ|1')}\r`),
      await profileOf('2', `${message('A2').replace('PID|1', 'PID|1||4711||Garcia')}\r`),
    );
    const open = analysis.questions.filter(({ rows }) => rows.length > 0);
    expect(open.length).toBeGreaterThan(3);
    for (const { id, rows } of open) {
      const { container } = await renderScreen(
        <GapRows name="0" question={id} rows={rows} known={new Map()} source="1" target="2" />,
        PSEUDO,
        await loadTranslation(PSEUDO),
        within,
      );
      for (const { sentences } of rows) {
        for (const said of [sentences.text, sentences.a, sentences.b]) {
          if (said) expect(container.textContent, id).toContain(pseudoOf(said));
        }
      }
      cleanup();
    }
  });
});
