/** How charts are drawn, in the report and alone. Colours are variables: ink, quiet, line, paper, accent, bar, second. */

export const LIGHT =
  '--paper:#fff;--ink:#1c2733;--quiet:#55616d;--line:#d5dbe1;--shade:#f3f6f9;--accent:#0b5394;--bar:#9cb6d1;--second:#9a4f00;--loud:#fff4dc;--loud-line:#c98a00;--tile:#dbe4ee;--tile-line:#9fb0c2;--strong:#9a3412;--on-strong:#fff;--moderate:#e8a65c;--on-moderate:#1c2733;--some:#f6e6cc'
export const DARK =
  '--paper:#14191f;--ink:#e6ebf0;--quiet:#a3afba;--line:#36414c;--shade:#1d242c;--accent:#8ec2f2;--bar:#44658a;--second:#f0ad5e;--loud:#33290f;--loud-line:#d9a32e;--tile:#2b3743;--tile-line:#536475;--strong:#f0834d;--on-strong:#14191f;--moderate:#b07a36;--on-moderate:#14191f;--some:#4a3a20'

/**
 * @param of selector of the drawings that the rules are for
 */
export const chartRules = (of: string): string =>
  `
svg text{font-size:11px;fill:var(--quiet)}
svg .axis{stroke:var(--quiet);fill:none}svg .grid{stroke:var(--line);fill:none}
svg .bars{fill:var(--bar)}
svg .steps{fill:none;stroke:var(--second);stroke-width:1.8}
svg .cut{stroke:var(--quiet);stroke-dasharray:3 3;fill:none}svg text.cut{stroke:none;fill:var(--quiet)}
svg .limit{fill:none;stroke:var(--quiet)}svg .outer{stroke-dasharray:5 4}
svg .dots{stroke:var(--bar);stroke-width:5;stroke-linecap:round;fill:none}
svg .range{stroke:var(--bar);stroke-width:7;fill:none}svg .range.own{stroke:var(--second)}svg .point{fill:var(--ink);stroke:var(--paper);stroke-width:1.5}svg .point.own{fill:var(--second)}svg text.value{fill:var(--ink)}
svg .marked{fill:var(--second);stroke:var(--paper)}
svg .band{fill:none;stroke-width:1.6}svg .interval{stroke-width:1;opacity:.7}
svg .group{fill:none;stroke-width:1.3}svg .signs{stroke-width:3}
svg .g0{stroke:var(--accent)}svg .g1{stroke:var(--second)}svg .g2{stroke:var(--quiet)}svg .g3{stroke:var(--ink)}
`
    .trim()
    .replaceAll('svg ', `${of} `)
