/** How a page of results looks: light and dark as its reader has it, and on paper. */
export const HTML_STYLE = `
:root { color-scheme: light dark; --text: #1f2328; --soft: #59636e; --line: #d1d9e0; --back: #fff; --card: #f6f8fa; --good: #1a7f37; --bad: #c5221f; --warn: #8a5a00; --bad-back: #ffebe9; --good-back: #dafbe1; --warn-back: #fff4d6; }
@media (prefers-color-scheme: dark) { :root { --text: #e6edf3; --soft: #9ba5b0; --line: #3d444d; --back: #0d1117; --card: #161b22; --good: #4ac26b; --bad: #ff7b72; --warn: #d9a441; --bad-back: #3c1618; --good-back: #12301c; --warn-back: #33270c; } }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 72rem; padding: 2rem 1.25rem 4rem; background: var(--back); color: var(--text); font: 15px/1.55 system-ui, "Segoe UI", "Liberation Sans", sans-serif; }
h1 { font-size: 1.6rem; margin: 0 0 .25rem; } h2 { font-size: 1.2rem; margin: 2.5rem 0 .75rem; }
code, pre, .code, .time { font-family: ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: .86em; }
.soft { color: var(--soft); } .good { color: var(--good); } .bad { color: var(--bad); } .warn { color: var(--warn); }
.facts { display: flex; flex-wrap: wrap; gap: .75rem; margin: 1.25rem 0 0; padding: 0; list-style: none; }
.facts li { background: var(--card); border: 1px solid var(--line); border-radius: .5rem; padding: .5rem 1rem; min-width: 7rem; }
.facts b { display: block; font-size: 1.35rem; line-height: 1.3; }
details { overflow: hidden; border: 1px solid var(--line); border-radius: .5rem; margin: .5rem 0; background: var(--back); }
details details { margin: 0; border-width: 1px 0 0; border-radius: 0; }
summary { display: flex; gap: .6rem; align-items: baseline; padding: .5rem .9rem; cursor: pointer; list-style: none; }
summary::-webkit-details-marker { display: none; }
summary::before { content: "\\25b8"; color: var(--soft); width: .8em; flex: none; } details[open] > summary::before { content: "\\25be"; }
summary > .name { flex: 1; min-width: 0; overflow-wrap: anywhere; } .suite > summary { background: var(--card); font-weight: 600; }
summary:focus-visible, a:focus-visible { outline: 2px solid #3b82f6; outline-offset: -2px; }
.time { color: var(--soft); white-space: nowrap; font-weight: 400; }
.body { padding: 0 .9rem .8rem 2.2rem; }
.problem { border-left: 3px solid var(--bad); background: var(--bad-back); padding: .5rem .75rem; margin: .5rem 0; border-radius: 0 .3rem .3rem 0; overflow-wrap: anywhere; }
.problem.warning { border-color: var(--warn); background: var(--warn-back); }
.problem.info { border-color: var(--soft); background: var(--card); }
.problem p { margin: 0; } .problem pre { margin: .4rem 0; white-space: pre-wrap; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .3rem .6rem; border-bottom: 1px solid var(--line); vertical-align: top; } th { color: var(--soft); font-weight: 600; }
td.number, th.number { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; } td.wide { width: 60%; overflow-wrap: anywhere; } td.name { white-space: nowrap; }
.scroll { overflow-x: auto; } meter { width: 5rem; height: .7rem; vertical-align: middle; margin-right: .5rem; }
.source { border: 0; } .source td { border: 0; padding: 0 .75rem; white-space: pre; line-height: 1.5; } .source td.number { color: var(--soft); user-select: none; }
.source tr.hit td.count { background: var(--good-back); } .source tr.missed td { background: var(--bad-back); } .source tr.partly td { background: var(--warn-back); }
.mark { font-style: italic; color: var(--warn); }
@media print { body { max-width: none; padding: 0; font-size: 11px; } details::details-content { content-visibility: visible; block-size: auto; } summary::before { content: ""; } .problem, summary, tr { break-inside: avoid; } * { print-color-adjust: exact; } }
`;
