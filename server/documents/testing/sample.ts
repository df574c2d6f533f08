import { DEFAULT_STYLE, type PrintedReport, shapePaths } from '@callosum/kernel/report';

/** A document with every kind of block, awkward texts, and enough rows for several pages. */
export const sample: PrintedReport = {
  stamp: {
    project: { key: 'RIV', title: 'Riverbend <Regional> & “Friends”' },
    asOf: { today: '2026-12-14', instant: '2026-12-14T16:30:00.000Z' },
    sequence: 12_345,
    head: '0123456789abcdef'.repeat(4),
    reader: 'Olive Owner',
  },
  style: { ...DEFAULT_STYLE, name: 'Riverbend Health', footer: 'Riverbend & “Sons” <internal>' },
  report: {
    title: 'Board pack',
    subtitle: 'Riverbend, Mon 14 Dec 2026',
    sections: [
      {
        title: 'Readiness',
        blocks: [
          { type: 'paragraph', text: 'Three criteria stop the gate T-60.', tone: 'unmet' },
          {
            type: 'figure',
            svg: `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 200 20"><text x="20" y="12" font-size="10" fill="#1b2228">T-60</text>${shapePaths('met')}</svg>`,
            caption: 'One gate.',
            table: {
              type: 'table',
              caption: 'The gate in numbers',
              columns: [{ title: 'Gate' }, { title: 'Score' }],
              rows: [['T-60', { number: 62.5, unit: '%' }]],
            },
          },
          {
            type: 'definitions',
            items: [
              ['Go-live', { date: '2027-03-01' }],
              ['Score', { number: 1_234.56, unit: '%' }],
              ['State', { tone: 'waived', word: 'waived' }],
            ],
          },
        ],
      },
      {
        title: 'Ünïcode: Ελληνικά, Кириллица, ąężł',
        blocks: [
          { type: 'list', items: ['first', 'second <b>not bold</b>'] },
          { type: 'paragraph', text: 'Two\nlines.' },
        ],
        sections: [
          {
            title: 'Rows [all]: of/them?',
            blocks: [
              {
                type: 'table',
                caption: 'Every state, many rows',
                columns: [
                  { title: 'State', share: 2 },
                  { title: 'What', share: 5 },
                  { title: 'Days' },
                  { title: 'Due', share: 2 },
                ],
                rows: Array.from({ length: 80 }, (_, index) => [
                  {
                    tone: (['met', 'unmet', 'unknown', 'waived'] as const)[index % 4] ?? 'met',
                    word: ['met', 'unmet', 'unknown', 'waived'][index % 4] ?? '',
                  },
                  [
                    '=HYPERLINK("http://evil.example","x")',
                    '+1',
                    '-1',
                    '@SUM(A1)',
                    'A long enough sentence to need more than one line in its column, so that rows differ.',
                  ][index % 5] ?? '',
                  { number: index, unit: 'd' },
                  { date: '2026-12-24' },
                ]),
                notShown: 3,
              },
              {
                type: 'table',
                caption: 'Nothing',
                columns: [{ title: 'What' }],
                rows: [],
                whenEmpty: 'Nothing is open.',
              },
            ],
          },
        ],
      },
    ],
  },
};
