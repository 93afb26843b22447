import { chartRules, DARK, LIGHT } from './charts/style'

/**
 * Style of the report. Signs are told apart by words and by filled marks, never by red and green; the accent colours keep
 * a contrast of at least 4.5 : 1 in light and dark.
 */
export const STYLE = `
:root{color-scheme:light dark;${LIGHT}}
@media (prefers-color-scheme:dark){:root:not([data-theme=light]){${DARK}}}
:root[data-theme=dark]{color-scheme:dark;${DARK}}
:root[data-theme=light]{color-scheme:light}
*{box-sizing:border-box}
body{margin:0 auto;padding:1.5rem clamp(1rem,4vw,3rem) 4rem;max-width:80rem;background:var(--paper);color:var(--ink);font:1rem/1.5 system-ui,"Segoe UI",Roboto,"Noto Sans",Arial,sans-serif;overflow-wrap:break-word}
bdi,li,code,figcaption,label{overflow-wrap:anywhere}
header{display:flex;flex-wrap:wrap;gap:.2rem 1rem;align-items:start;justify-content:space-between}
h1{font-size:.95rem;font-weight:600;margin:0;color:var(--quiet);flex:1 1 14rem}h1 span{font-weight:400}
h2{font-size:1.35rem;line-height:1.25;margin:2.75rem 0 .6rem}
h3{font-size:1.05rem;margin:1.75rem 0 .4rem}
p{max-width:48rem;margin:.4rem 0}
a{color:var(--accent)}
.unseen,.skip{position:absolute;left:-99rem}.skip:focus{left:1rem}
nav details{display:none}
nav ul{list-style:none;display:flex;flex-wrap:wrap;gap:0 1rem;padding:0;margin:.2rem 0 0;font-size:.85rem}nav a{display:inline-block;padding:.1rem 0}
.answer{text-wrap:balance;font-size:1.75rem;line-height:1.25;font-weight:650;margin:.7rem 0 .7rem;max-width:none}
.numbers{list-style:none;padding:0;margin:0;display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,14rem),1fr));gap:.7rem}
.numbers li>*{display:block;height:100%;border:1px solid var(--line);border-radius:.4rem;padding:.45rem .9rem .55rem;color:inherit;text-decoration:none;line-height:1.35}
.numbers a:hover{border-color:var(--accent)}.numbers strong{display:block;font-size:1.8rem;line-height:1.2}.numbers a strong{color:var(--accent)}
small{display:block;color:var(--quiet);font-size:.82rem}
.two{display:grid;grid-template-columns:minmax(0,5fr) minmax(0,3fr);gap:0 2.5rem}.two h2{font-size:1.1rem;margin:1.1rem 0 .3rem}
.two ol{padding-left:1.3rem;margin:.3rem 0}.two li{margin:.25rem 0}
ul.legend{list-style:none;display:flex;flex-wrap:wrap;gap:.1rem 1rem;padding:0;margin:.2rem 0;font-size:.85rem;color:var(--quiet)}
.tile{display:inline-block;width:.95rem;height:.95rem;margin:0 .16rem .1rem 0;border-radius:.14rem;background:var(--tile);vertical-align:-.15rem;box-shadow:inset 0 0 0 1px var(--tile-line)}
[data-tile]{cursor:pointer}
.tile.strong,.cell.strong{background:var(--strong);color:var(--on-strong)}.tile.moderate,.cell.moderate{background:var(--moderate);color:var(--on-moderate)}.cell.some{background:var(--some)}
.tile.unobserved{box-shadow:inset 0 0 0 2px var(--ink)}.tile.control{box-shadow:none;outline:2px dotted var(--ink);outline-offset:-2px}
.tile.notAssessable{background:linear-gradient(135deg,var(--paper) 45%,var(--tile-line) 45% 55%,var(--paper) 55%)}
table.tiles{margin:.2rem 0}table.tiles th,table.tiles td{min-width:0;padding:.22rem .5rem;vertical-align:middle}table.tiles .squares{line-height:1;width:52%}table.tiles tbody th{min-width:10.5rem;padding-left:0}table.tiles thead th:first-child{padding-left:0}table.tiles tbody th{font-weight:500}
.quiet{color:var(--quiet)}
.loud{border:1px solid var(--loud-line);border-left-width:.4rem;background:var(--loud);padding:.6rem 1rem;margin:.9rem 0;padding:.45rem 1rem}
.loud h2{position:absolute;left:-99rem}.loud p{max-width:none;margin:.15rem 0}.loud summary{font-size:.92rem}.loud details{border:0;padding:.2rem 0 0}
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
.pager[hidden],.empty[hidden]{display:none}.pager{display:flex;gap:.4rem}.empty{flex-basis:100%}.tools button:disabled{opacity:.45}
.tools button{font:inherit;color:var(--accent);background:var(--paper);border:1px solid var(--quiet);padding:.3rem .6rem;cursor:pointer}
.tools output{font-variant-numeric:tabular-nums;padding:.3rem 0}
ul.many{columns:22rem}
ul.found{margin:.3rem 0 0;padding-left:1.1rem}ul.found li{margin:0 0 .2rem}
ul.plain{list-style:none;margin:0;padding:0}ul.plain li{margin:0 0 .3rem}
dl.facts{display:grid;grid-template-columns:minmax(12rem,max-content) 1fr;gap:.25rem 1.25rem;margin:.75rem 0}
dl.facts dt{color:var(--quiet);max-width:26rem;overflow-wrap:anywhere}dl.facts dd{margin:0;overflow-wrap:anywhere;font-variant-numeric:tabular-nums}
dl.innocent dt{color:var(--quiet);margin-top:.4rem}dl.innocent dd{margin:.15rem 0 .15rem 1.2rem;max-width:60rem}
#find{position:relative}#find label{display:flex;gap:.5rem;align-items:baseline;font-size:.85rem;color:var(--quiet)}#find input{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--quiet);padding:.25rem .4rem;width:min(16rem,60vw)}
#find ul{position:absolute;right:0;z-index:2;background:var(--paper);border:1px solid var(--quiet);padding:.4rem .7rem;min-width:min(26rem,88vw)}#find ul:empty{display:none}
[data-sortable] tbody th{min-width:12rem}
#theme{display:flex;gap:.5rem;align-items:baseline;font-size:.85rem;color:var(--quiet)}#theme select{font:inherit;color:var(--ink);background:var(--paper);border:1px solid var(--quiet);padding:.2rem .3rem}
.js .page:not([open]){display:none}
table.list{border-collapse:separate;border-spacing:0}table.list thead th{position:sticky;top:0;background:var(--paper);z-index:1;vertical-align:bottom}
table.list th,table.list td{min-width:0}table.list tbody tr:first-child>*{border-bottom:0;padding-bottom:.1rem}table.list .test{text-align:center;font-size:.8rem;line-height:1.2;width:5.5rem;padding:.3rem}
table.list:not(.upright) .test{width:7rem}table.list.upright .test{width:1.9rem;height:9.5rem;padding:.2rem 0}.upright .test span{writing-mode:vertical-rl;rotate:180deg;white-space:nowrap;max-height:9.2rem;display:inline-block}
.upright .test button::after{content:""}
table.list td.cell{text-align:center;vertical-align:middle;border:2px solid var(--paper);padding:.1rem;font-variant-numeric:tabular-nums;background-color:var(--shade)}table.list td.cell.none{background:none}
table.list td.cell.strong{background:var(--strong)}table.list td.cell.moderate{background:var(--moderate)}table.list td.cell.some{background:var(--some)}
table.list td.cell.unobserved{box-shadow:inset 0 0 0 2px var(--ink)}
.why details{border:0;padding:0}.why summary{font-weight:400;color:var(--quiet)}table.list .why td{padding-top:.1rem}
table.list{table-layout:fixed}table.list th:nth-child(1){width:3.2rem}table.list th:nth-child(3){width:11rem}table.list th:last-child{width:5.2rem}
details{border-top:1px solid var(--line);padding:.5rem 0}
details>summary{cursor:pointer;font-weight:600;padding:.2rem 0}
details>summary .quiet{font-weight:400}
.school{scroll-margin-top:3.5rem;padding:.3rem 0 1.5rem}
.sitting{border-left:3px solid var(--line);padding:0 0 .2rem 1rem;margin:1.2rem 0}
.sitting.listed{border-color:var(--accent)}
.sitting h4{margin:.2rem 0;font-size:1rem}
.sitting dl.facts{display:flex;flex-wrap:wrap;gap:.1rem 1.6rem;margin:.4rem 0}.sitting dl.facts dt::after{content:":"}.sitting dl.facts dd{margin-left:-1.2rem}
.lead{font-size:1.1rem}.findings{padding-left:1.1rem;margin:.4rem 0}.findings>li{margin:0 0 .5rem;max-width:62rem}
.actions{display:flex;flex-wrap:wrap;gap:.4rem 1.2rem;align-items:baseline}.actions button{font:inherit;color:var(--accent);background:none;border:1px solid var(--quiet);padding:.2rem .6rem;cursor:pointer}.js .actions button{display:inline-block!important}
details.row{margin:0;padding:.35rem .6rem;border-left:0}details.row summary{font-weight:400}details.row summary>span{display:inline-block;vertical-align:top;width:38%;padding-right:.5rem}details.row summary>span:first-child{width:27%}details.row summary>span:last-child{width:32%}details.row small{display:inline}
code{font-family:ui-monospace,Consolas,"DejaVu Sans Mono",monospace;font-size:.9em}
.charts{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr));gap:1rem 2rem}
figure{margin:.75rem 0;max-width:40rem}
figure{container-type:inline-size}figure svg text{font-size:calc(11px*var(--w)/600)}@container (max-width:35rem){figure svg text{font-size:calc(11px*var(--w)/450)}}@container (max-width:27rem){figure svg text{font-size:calc(11px*var(--w)/350)}}
.share{display:block;min-width:5rem;height:.5rem;background:var(--shade);border:1px solid var(--line)}.share .filled{display:block;height:100%;background:var(--bar)}
.tip{position:absolute;z-index:3;background:var(--paper);color:var(--ink);border:1px solid var(--quiet);padding:.15rem .5rem;font-size:.85rem;pointer-events:none;max-width:20rem}[data-pages]{cursor:pointer}
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
@media screen and (min-width:46rem) and (max-width:80rem){.across:has(.upright){overflow-x:auto}.upright{min-width:72rem}}
@media screen and (max-width:46rem){
details.row summary>span,details.row summary>span:last-child{display:block;width:auto}details.row summary>span:first-child{display:inline;font-weight:600}
nav .spread{display:none}nav details{display:block}nav ul{display:block;font-size:1rem}
.answer{font-size:1.3rem}.two{display:block}
.numbers{grid-template-columns:1fr 1fr;gap:.4rem}.numbers li>*{padding:.3rem .6rem}.numbers strong{font-size:1.35rem}
table.tiles thead{position:absolute;left:-99rem}table.tiles tbody,table.tiles tr{display:block}table.tiles tr{padding:.3rem 0;border-bottom:1px solid var(--line)}
table.tiles th,table.tiles td,table.tiles tbody th{display:inline-block;min-width:0;border:0;padding:0 .5rem 0 0}table.tiles td.number{display:none}table.tiles .squares{display:block;width:auto;padding:.2rem 0}.tile{width:1.25rem;height:1.25rem}
table.list,table.list tbody,table.list tr{display:block}table.list thead{position:absolute;left:-99rem}
table.list tbody{border-bottom:2px solid var(--line);padding:.5rem 0}
table.list tr>*{display:block;border:0;padding:.1rem 0;text-align:left}table.list tr:first-child{display:flex;flex-wrap:wrap;gap:.1rem .5rem}table.list tr:first-child>:nth-child(1){flex:0 0 auto}table.list tr:first-child>th{flex:1 1 75%}
table.list tr:first-child>td:nth-child(3){flex:1 1 100%}table.list tr:first-child>td.cell{padding:.1rem .4rem;border:0;flex:0 1 auto;border-radius:.2rem;font-size:.9rem}table.list td.cell.none,table.list td.cell.plain:not(.unobserved),table.list .why td:first-child{display:none}
table.list [data-title]::before{content:attr(data-title) ": ";font-weight:400}
dl.facts{grid-template-columns:1fr;gap:0}dl.facts dd{margin-bottom:.5rem}.sitting dl.facts dd{margin:0 1rem 0 -1.2rem}
.sitting{padding-left:.6rem}
table.cards,table.cards tbody{display:block}
table.cards thead{position:absolute;left:-99rem;width:90rem;overflow-wrap:anywhere}
table.cards tr{display:block;border-bottom:2px solid var(--line);padding:.5rem 0}
table.cards tr[hidden]{display:none}
table.cards th,table.cards td{display:block;width:auto;min-width:0;border:0;padding:.1rem 0;text-align:left;white-space:normal}
table.cards [data-title]::before{content:attr(data-title) ": ";color:var(--quiet);font-weight:400}
table.cards td:has(ul)::before{display:block}
}
[hidden]{display:none!important}@media screen{.later{display:none!important}}
@media screen{.paper{display:none}}
@media screen{.sheet{display:none}}
@media print{.page:not([open]){display:none}.actions,.sheet{display:none}.one .printed .sheet{display:block}.one main>*:not([aria-labelledby=details]),.one header,.one nav,.one .page:not(.printed),.one .page>summary,.one .paper,.one h2,.one .school>*:not(.sheet){display:none!important}.sheet{font-size:8.5pt;line-height:1.35}.sheet p,.sheet ul{margin:.3em 0;max-width:none}.sheet tbody th{white-space:nowrap}.sheet h3{font-size:13pt;margin:0}.sheet h4{margin:.7em 0 .2em}.sheet table{margin:.5em 0;font-size:8pt}.sheet th,.sheet td{padding:.2em .5em}.sheet li{margin:.15em 0}}
@media print{
@page{size:A4;margin:14mm 12mm}
:root:root:root{color-scheme:light;--paper:#fff;--ink:#000;--quiet:#444;--line:#999;--shade:#fff;--accent:#000;--bar:#bbb;--second:#000;--loud:#fff;--loud-line:#000;--tile:#e3e9ef;--tile-line:#9aa7b5;--strong:#9a3412;--on-strong:#fff;--moderate:#e8a65c;--on-moderate:#1c2733;--some:#f6e6cc}
*{print-color-adjust:exact}
html{font-size:9.5pt}
body{max-width:none;padding:0}
.answer{font-size:14pt}h2{font-size:12pt;break-after:avoid}h3{break-after:avoid}
tr,.loud,.school dl,figure{break-inside:avoid}.numbers{grid-template-columns:repeat(4,1fr)}table.list tbody{break-inside:avoid}table.list:not(.upright) .test{width:5.5rem;font-size:.68rem}table.list th:nth-child(1){width:2.2rem}table.list th:nth-child(3){width:10.5rem}.why summary{display:none}.why ul,.why p{margin:.1rem 0}thead{display:table-header-group}
.skip,.tools,nav,#find,#theme{display:none}a{color:inherit;text-decoration:none}
thead button{display:contents}thead button::after{content:""}
details:not(.page,.long,.row)::details-content{content-visibility:visible;display:block}[aria-labelledby=all-schools]:has(>.long:not([open])),.long:not([open]){display:none}
.broad{min-width:0}th,td{min-width:0}.wide{overflow:visible}
}
`
