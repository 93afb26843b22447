import { chartRules, DARK, LIGHT } from './charts/style'

/**
 * Style of the report. Signs are told apart by words and by filled marks, never by red and green; the accent colours keep
 * a contrast of at least 4.5 : 1 in light and dark.
 */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root{${DARK}}}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;max-width:80rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:break-word}
bdi,li,code,figcaption,label{overflow-wrap:anywhere}
h1{font-size:1.15rem;font-weight:600;margin:0;color:var(--quiet)}
h2{font-size:1.35rem;line-height:1.25;margin:2.75rem 0 .6rem}
h3{font-size:1.05rem;margin:1.75rem 0 .4rem}
p{max-width:48rem;margin:.4rem 0}
a{color:var(--accent)}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
nav details{display:none}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:.2rem 1.2rem;padding:0;margin:.75rem 0 0}
.answer{text-wrap:balance;font-size:1.6rem;line-height:1.3;font-weight:600;margin:.6rem 0 1rem;max-width:54rem}
.grounds{padding:0;margin:.5rem 0;list-style:none}
.quiet{color:var(--quiet)}
.loud{border:1px solid var(--loud-line);border-left-width:.4rem;background:var(--loud);padding:.6rem 1rem;margin:1.25rem 0}
.loud h2{margin:0 0 .3rem;font-size:1.1rem}
.loud ul{margin:0;padding-left:1.2rem}.loud li{margin:.3rem 0;max-width:60rem}
table{border-collapse:collapse;width:100%;margin:.75rem 0;font-size:.92rem}
th,td{text-align:left;vertical-align:top;padding:.45rem .6rem;border-bottom:1px solid var(--line);min-width:6.5rem}
thead th{border-bottom:2px solid var(--quiet);font-weight:600}
thead button{font:inherit;color:inherit;background:none;border:0;padding:0;text-align:inherit;cursor:pointer}
thead button::after{content:"\u00a0↕";color:var(--quiet)}
[aria-sort=ascending] button::after{content:"\u00a0↑"}[aria-sort=descending] button::after{content:"\u00a0↓"}
tbody th{font-weight:600}tbody th .quiet{font-weight:400}
th code{display:inline-block;max-width:100%}
.broad{width:50%;min-width:18rem}
.number{text-align:right;min-width:0;font-variant-numeric:tabular-nums;white-space:nowrap}thead .number{white-space:normal}
.marks{letter-spacing:.1em;color:var(--accent);white-space:nowrap}
.wide{overflow-x:auto}
.tools{display:flex;flex-wrap:wrap;gap:.6rem 1rem;align-items:end;background:var(--shade);padding:.7rem .9rem;margin:.75rem 0}
.tools[hidden]{display:none}
.tools label{display:grid;font-size:.85rem;color:var(--quiet)}
.tools input,.tools select{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--quiet);padding:.3rem .4rem;max-width:18rem}
.tools button{font:inherit;color:var(--accent);background:var(--paper);border:1px solid var(--quiet);padding:.3rem .6rem;cursor:pointer}
.tools output{font-variant-numeric:tabular-nums;padding:.3rem 0}
ul.many{columns:22rem}
ul.found{margin:.3rem 0 0;padding-left:1.1rem}ul.found li{margin:0 0 .2rem}
ul.plain{list-style:none;margin:0;padding:0}ul.plain li{margin:0 0 .3rem}
dl.facts{display:grid;grid-template-columns:minmax(12rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.75rem 0}
dl.facts dt{color:var(--quiet);max-width:26rem;overflow-wrap:anywhere}dl.facts dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
dl.innocent dt{color:var(--quiet);margin-top:.4rem}dl.innocent dd{margin:.15rem 0 .15rem 1.2rem;max-width:60rem}
#find ul{flex-basis:100%}#find input{min-width:min(18rem,80vw)}
details{border-top:1px solid var(--line);padding:.5rem 0}
details>summary{cursor:pointer;font-weight:600;padding:.2rem 0}
details>summary .quiet{font-weight:400}
.school{padding:.3rem 0 1.5rem}
.sitting{border-left:3px solid var(--line);padding:0 0 .2rem 1rem;margin:1.2rem 0}
.sitting.listed{border-color:var(--accent)}
.sitting h3{margin-top:0;font-size:1rem}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem 2rem}
figure{margin:.75rem 0;max-width:40rem}
figure svg{display:block;width:100%;height:auto}
figcaption{font-size:.88rem;color:var(--quiet)}
ul.legend{list-style:none;padding:0;font-size:.92rem}ul.legend .mark,.keys .mark{display:inline-block;width:1rem;height:1rem;vertical-align:-.15rem}
.keys{display:block}.key{white-space:nowrap;margin-right:1rem}.key::before{content:"";display:inline-block;width:.9rem;height:.7rem;margin-right:.35rem;vertical-align:-.05rem}
.key.none::before{content:none}
.key.own::before{background:var(--bar)}
.key.peers::before{height:0;border-top:2px solid var(--second);vertical-align:.25rem}
.key.dot::before{width:.55rem;height:.55rem;border-radius:50%;background:var(--bar)}
.key.marked::before{width:.5rem;height:.5rem;transform:rotate(45deg);background:var(--second)}
.key.limit::before{height:0;border-top:1px solid var(--quiet);vertical-align:.25rem}
${chartRules('svg')}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}
@media (max-width:46rem){
nav .spread{display:none}nav details{display:block}nav ul{display:block}
.answer{font-size:1.25rem}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.5rem}
.sitting{padding-left:.6rem}
table.cards,table.cards tbody{display:block}
table.cards thead{position:absolute;left:-99rem}
table.cards tr{display:block;border-bottom:2px solid var(--line);padding:.5rem 0}
table.cards tr[hidden]{display:none}
table.cards th,table.cards td{display:block;width:auto;min-width:0;border:0;padding:.1rem 0;text-align:left;white-space:normal}
table.cards [data-title]::before{content:attr(data-title) ": ";color:var(--quiet);font-weight:400}
table.cards td:has(ul)::before{display:block}
}
@media screen{.later{display:none}}
@media screen{.paper{display:none}}
@media print{.page:not([open]){display:none}}
@media print{
@page{size:A4;margin:14mm 12mm}
:root{--paper:#fff;--ink:#000;--quiet:#444;--line:#999;--shade:#fff;--accent:#000;--bar:#bbb;--second:#000;--loud:#fff;--loud-line:#000}
html{font-size:9.5pt}
body{max-width:none;padding:0}
.answer{font-size:14pt}h2{font-size:12pt;break-after:avoid}h3{break-after:avoid}
tr,.loud,.school dl,figure{break-inside:avoid}thead{display:table-header-group}
.skip,.tools,nav{display:none}a{color:inherit;text-decoration:none}
thead button{display:contents}thead button::after{content:""}
details:not(.page,.long)::details-content{content-visibility:visible;display:block}section:has(>.long:not([open])){display:none}
.broad{min-width:0}th,td{min-width:0}[aria-labelledby=list] td:nth-child(3){min-width:8.5rem}.wide{overflow:visible}
}
`
