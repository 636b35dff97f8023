/** @file How report.html looks on a screen and printed on A4. */

/** A style sheet without addresses: typefaces are those of the reader's machine. */
export const reportStyle = `
:root { color-scheme: light; --ink: #16202b; --quiet: #55616e; --rule: #ccd3da; --tint: #f2f5f8; --accent: #1f4e79; --warn: #8a5a00; --warn-tint: #fdf6e7; }
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 3rem 1.5rem 6rem; max-width: 54rem; color: var(--ink); background: #fff; font: 16px/1.55 "IBM Plex Sans", "Segoe UI", "Helvetica Neue", Arial, "Noto Sans", "Liberation Sans", sans-serif; overflow-wrap: anywhere; }
header { border-top: 6px solid var(--accent); padding-top: 1.5rem; margin-bottom: 2rem; }
h1, h2, h3, h4 { line-height: 1.2; text-wrap: balance; overflow-wrap: break-word; break-after: avoid; }
h1 { font-size: 2.4rem; margin: .3rem 0 .4rem; letter-spacing: -.015em; }
h2 { font-size: 1.55rem; margin: 3.5rem 0 .9rem; padding-top: .9rem; border-top: 1px solid var(--rule); color: var(--accent); }
h3 { font-size: 1.15rem; margin: 2rem 0 .5rem; }
h4 { font-size: 1rem; margin: 1.5rem 0 .3rem; }
p { margin: 0 0 .9rem; }
.kind { margin: 0; color: var(--accent); font-weight: 600; font-size: .85rem; letter-spacing: .04em; }
.subtitle { color: var(--quiet); font-size: 1.15rem; }
.lead { font-size: 1.12rem; }
.note { color: var(--quiet); font-size: .88rem; }
code { font: .86em/1.5 "IBM Plex Mono", Consolas, "DejaVu Sans Mono", "Liberation Mono", monospace; unicode-bidi: isolate; }
td, th, li, p, figcaption { unicode-bidi: isolate; }
table { border-collapse: collapse; width: 100%; margin: 0 0 1.4rem; font-variant-numeric: tabular-nums; }
th { text-align: left; font-weight: 600; }
.facts th { width: 30%; padding: .38rem 1rem .38rem 0; color: var(--quiet); font-weight: 400; vertical-align: top; }
.facts td { padding: .38rem 0; vertical-align: top; }
.facts tr, .grid tbody tr { border-bottom: 1px solid var(--rule); }
.wide { overflow-x: auto; }
.grid { font-size: .86rem; line-height: 1.42; min-width: 44rem; }
.grid caption { text-align: left; font-weight: 600; padding: .3rem 0 .5rem; }
.grid th { overflow-wrap: normal; background: var(--tint); border-bottom: 1.5px solid var(--accent); vertical-align: bottom; }
.grid th, .grid td { padding: .42rem .6rem; }
.grid td { vertical-align: top; }
.right { text-align: right; }
td.right { white-space: nowrap; }
.figures { display: flex; gap: 1.2rem; align-items: flex-start; margin: 0 0 1.4rem; }
figure { margin: 0; min-width: 0; break-inside: avoid; }
img { display: block; width: 100%; height: auto; border: 1px solid var(--rule); background: var(--tint); }
.plot { margin: 0 0 1.8rem; }
.plot svg { display: block; width: 100%; height: auto; }
.plot text { font-size: 12px; fill: var(--quiet); }
.plot path { fill: none; stroke: var(--accent); stroke-width: 1.8; stroke-linejoin: round; }
.plot .frame { stroke: var(--quiet); stroke-width: 1; }
.plot .grid { stroke: var(--rule); stroke-width: .7; }
.plot .dashed { stroke: var(--warn); stroke-dasharray: 6 4; }
.plot .area { fill: var(--accent); fill-opacity: .16; stroke: none; }
figcaption { margin-top: .4rem; color: var(--quiet); font-size: .85rem; line-height: 1.4; }
aside { margin: 0 0 1.6rem; padding: 1rem 1.2rem .2rem; background: var(--tint); border-left: 4px solid var(--accent); break-inside: avoid; }
aside.caution { background: var(--warn-tint); border-left-color: var(--warn); }
ol, ul { margin: 0 0 1.2rem; padding-left: 1.7rem; }
li { margin-bottom: .4rem; }
nav { margin: 2rem 0; }
nav ol { list-style: none; padding: 0; columns: 2; column-gap: 2.5rem; font-size: .95rem; }
nav li { break-inside: avoid; }
.contents { font-weight: 600; margin-bottom: .5rem; }
a { color: var(--accent); }
a:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) { .figures { flex-direction: column; } nav ol { columns: 1; } }
@page { size: A4; margin: 20mm 20mm 22mm; @bottom-right { content: "Page " counter(page) " of " counter(pages); font: 8pt sans-serif; color: #55616e; } }
@media print {
  html { font-size: 10pt; }
  body { max-width: none; padding: 0; font-size: 1rem; print-color-adjust: exact; }
  .page-break { break-after: page; }
  .wide { overflow: visible; }
  .grid { min-width: 0; }
  .grid th, .grid td { padding: .35rem .4rem; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
  h2 { margin-top: 2rem; }
  a { color: inherit; text-decoration: none; }
}
`;
