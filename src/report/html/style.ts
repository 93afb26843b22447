/**
 * Style of the report. Signs are told apart by words and by filled marks, never by red and green; one accent colour that
 * keeps a contrast of at least 4.5 : 1 in light and dark.
 */
export const STYLE = `
:root{color-scheme:light dark;--paper:#fff;--ink:#1c2733;--quiet:#55616d;--line:#d5dbe1;--shade:#f3f6f9;--accent:#0b5394;--loud:#fff4dc;--loud-line:#c98a00}
@media (prefers-color-scheme:dark){:root{--paper:#14191f;--ink:#e6ebf0;--quiet:#a3afba;--line:#36414c;--shade:#1d242c;--accent:#8ec2f2;--loud:#33290f;--loud-line:#d9a32e}}
*{box-sizing:border-box}
html{scroll-behavior:smooth}
@media (prefers-reduced-motion:reduce){html{scroll-behavior:auto}}
body{margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;max-width:78rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:break-word}
bdi{overflow-wrap:anywhere}
h1{font-size:1.15rem;font-weight:600;margin:0;color:var(--quiet)}
h2{font-size:1.35rem;line-height:1.25;margin:2.75rem 0 .6rem}
h3{font-size:1.05rem;margin:1.5rem 0 .4rem}
p{max-width:48rem;margin:.4rem 0}
a{color:var(--accent)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
.answer{font-size:1.6rem;line-height:1.3;font-weight:600;margin:.6rem 0 1rem;max-width:54rem}
.grounds{padding:0;margin:.5rem 0;list-style:none}
.quiet{color:var(--quiet)}
.loud{border:1px solid var(--loud-line);border-left-width:.4rem;background:var(--loud);padding:.6rem 1rem;margin:1.25rem 0}
.loud h2{margin:0 0 .3rem;font-size:1.1rem}
.loud ul{margin:0;padding-left:1.2rem}.loud li{margin:.3rem 0;max-width:60rem}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line);min-width:6.5rem}
.broad{width:50%;min-width:18rem}
thead th{border-bottom:2px solid var(--quiet);font-weight:600}
tbody th{font-weight:600}
.number{text-align:right;min-width:0;font-variant-numeric:tabular-nums;white-space:nowrap}
.marks{letter-spacing:.1em;color:var(--accent);white-space:nowrap}
.tag{white-space:nowrap}
ul.plain{list-style:none;margin:0;padding:0}ul.plain li{margin:0 0 .3rem}
dl.facts{display:grid;grid-template-columns:minmax(12rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.75rem 0}
dl.facts dt{color:var(--quiet)}dl.facts dd{margin:0;font-variant-numeric:tabular-nums}
details{border-top:1px solid var(--line);padding:.5rem 0}
details>summary{cursor:pointer;font-weight:600;padding:.2rem 0}
details>summary .quiet{font-weight:400}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:46rem){
.answer{font-size:1.25rem}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.5rem}
table.cards thead{position:absolute;left:-99rem}
table.cards tr{display:block;border-bottom:2px solid var(--line);padding:.5rem 0}
table.cards th,table.cards td{display:block;width:auto;min-width:0;border:0;padding:.1rem 0;text-align:left;white-space:normal}
table.cards [data-title]::before{content:attr(data-title) ": ";color:var(--quiet);font-weight:400}
.wide{overflow-x:auto}
}
@media print{
@page{size:A4;margin:14mm 12mm}
:root{--paper:#fff;--ink:#000;--quiet:#444;--line:#999;--shade:#fff;--accent:#000;--loud:#fff;--loud-line:#000}
body{max-width:none;padding:0;font-size:9.5pt}
.answer{font-size:14pt}h2{font-size:12pt;break-after:avoid}h3{break-after:avoid}
tr,.loud,dl{break-inside:avoid}thead{display:table-header-group}
.skip,.screen{display:none}a{color:inherit;text-decoration:none}
}
`
