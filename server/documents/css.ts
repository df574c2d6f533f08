import { type HouseStyle, INK, INK_SOFT, RULE, TONE_COLORS } from '@callosum/kernel/report';

export const FONT_FAMILIES: Readonly<Record<HouseStyle['font'], string>> = { sans: 'Inter', serif: 'Source Serif 4' };

const FALLBACKS: Readonly<Record<HouseStyle['font'], string>> = {
  sans: 'system-ui, sans-serif',
  serif: 'Georgia, serif',
};

/** How a document looks on a screen. */
export function screenCss({ accent, font }: HouseStyle): string {
  const tones = Object.entries(TONE_COLORS).map(([tone, color]) => `[data-tone=${tone}]{color:${color}}`);
  return `
*{box-sizing:border-box}
body{max-width:50rem;margin:0 auto;padding:2.5rem 1.5rem;color:${INK};background:#fff;font:400 10pt/1.5 '${FONT_FAMILIES[font]}',${FALLBACKS[font]};overflow-wrap:break-word}
h1{margin:0;font-size:24pt;line-height:1.15;font-weight:600;letter-spacing:-.02em;color:${accent}}
h2,h3,h4,h5,h6{margin:1.8em 0 .5em;font-weight:600;line-height:1.25;break-after:avoid}
h2{font-size:14pt}h3{font-size:11.5pt}h4,h5,h6{font-size:10pt}
.number{color:${INK_SOFT};font-weight:400;margin-right:.3em}
.house{display:flex;gap:.75rem;align-items:center;margin:0 0 2rem;color:${INK_SOFT};font-weight:600}
.house-foot{margin-top:2.5rem;padding-top:.6rem;border-top:1px solid ${RULE};color:${INK_SOFT};font-size:8.5pt}
.logo{max-height:36px;max-width:180px}
.subtitle{margin:.35rem 0 0;font-size:12pt;color:${INK_SOFT}}
.masthead{padding-bottom:1.2rem;border-bottom:2px solid ${accent}}
dl{margin:1rem 0}dl div{display:grid;grid-template-columns:10rem 1fr;gap:1rem;padding:.22rem 0}
.definitions div{border-top:1px solid ${RULE}}
dt{color:${INK_SOFT}}dd{margin:0}
.stamp{font-size:8.5pt}.stamp div{grid-template-columns:7rem 1fr}
.contents h2{margin-top:1.2rem}.contents ol{margin:0;padding:0;list-style:none}.contents ol ol{padding-left:1.6rem}
.contents a{color:inherit;text-decoration:none}.contents a:hover{text-decoration:underline}
table{width:100%;margin:.8rem 0;border-collapse:collapse;table-layout:fixed;font-size:8.5pt;line-height:1.4}
caption{padding:0 0 .35rem;text-align:left;font-weight:600}
th,td{padding:.3rem .5rem .3rem 0;text-align:left;vertical-align:top;border-bottom:1px solid ${RULE}}
th{color:${INK_SOFT};font-weight:500;border-bottom-color:${INK_SOFT};vertical-align:bottom}
.numeric{text-align:right}
@media screen{table{font-variant-numeric:tabular-nums}}
tr{break-inside:avoid}thead{display:table-header-group}
.shape{flex:none;vertical-align:-.06em}.mark{display:inline-flex;gap:.3em;align-items:baseline;font-weight:500}
${tones.join('')}
.note{padding-left:.75rem;border-left:3px solid currentColor;font-weight:500}
.prose h3{font-size:11pt}.prose h4,.prose h5,.prose h6{font-size:10pt}.prose h3,.prose h4,.prose h5,.prose h6{margin:1.1em 0 .3em}
.prose p{margin:.3rem 0}.prose ul,.prose ol{margin:.3rem 0;padding-left:1.4rem}.prose .tasks{padding-left:0;list-style:none}
.tasks>li{display:grid;grid-template-columns:1.4rem 1fr}.tasks input{margin:.45rem 0 0}
blockquote{margin:.5rem 0;padding-left:.75rem;border-left:3px solid ${RULE};color:${INK_SOFT}}
.prose td,.prose th{padding:.3rem .5rem;border:1px solid ${RULE}}.prose a{color:${accent}}
.not-shown,.empty{color:${INK_SOFT}}
figure{margin:1rem 0;break-inside:avoid}figure svg{width:100%;height:auto}figcaption{color:${INK_SOFT};font-size:8.5pt}
summary{color:${INK_SOFT};font-size:8.5pt;cursor:pointer}`;
}

/**
 * How it prints: paper, margins, the line at the foot of each page. Glyphs that stand for others are left out, since a
 * browser loses their letters when it writes a PDF, for copying and for whoever has it read aloud.
 */
export function pageCss({ page, name, footer }: HouseStyle, title: string, stamp: string): string {
  const line = `font:400 7.5pt sans-serif;color:${INK_SOFT};`;
  return `
@page{size:${page};margin:18mm 18mm 20mm;
@top-left{${line}content:${quoted(name)}}
@top-right{${line}content:${quoted(title)}}
@bottom-left{${line}content:${quoted(footer === '' ? stamp : `${footer}\n${stamp}`)};white-space:pre-line;width:80%}
@bottom-right{${line}content:counter(page) " / " counter(pages)}}
@page:first{@top-left{content:none}@top-right{content:none}}
@media print{body{max-width:none;padding:0;font-variant:none;font-feature-settings:'calt' 0,'ccmp' 0,'locl' 0}details,.house-foot{display:none}h2{break-after:avoid}p,li{orphans:3;widows:3}}`;
}

/** A CSS string that cannot end early or leave the style element. */
function quoted(text: string): string {
  const safe = text
    .toWellFormed()
    .replace(/[^\p{L}\p{N} .,:;·–—/()+%-]/gu, (one) => `\\${one.codePointAt(0)?.toString(16)} `);
  return `"${safe}"`;
}
