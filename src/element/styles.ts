import { toolbarGap, toolbarThickness } from './player-layout.js';

/*
 * Colours follow the page's `color-scheme`. The phone's glass is dark in both, as a phone that is off is.
 * A page themes by the --telepad-* properties and, beyond them, by ::part().
 */
const css = `
:host {
  display: block;
  position: relative;
  aspect-ratio: 9 / 16;
  max-inline-size: 100%;
  max-block-size: 100dvb;
  --accent: var(--telepad-accent, light-dark(#0b6e6e, #5eead4));
  --on-accent: var(--telepad-on-accent, light-dark(#fff, #042f2e));
  --surface: var(--telepad-surface, light-dark(#fff, #1b2230));
  --line: var(--telepad-line, light-dark(#d9dee7, #2e384a));
  --ink: var(--telepad-text, light-dark(#1b2330, #e8edf5));
  --soft: var(--telepad-text-soft, light-dark(#56627a, #a4b0c4));
  --danger: var(--telepad-danger, light-dark(#b42318, #ff9d92));
  --glass: var(--telepad-background, #0b0f17);
  --radius: var(--telepad-radius, 18px);
  font: 14px/1.4 var(--telepad-font, system-ui, sans-serif);
  color: var(--ink);
}
:host([hidden]) { display: none; }
:host(:fullscreen) { background: #000; --radius: 0px; }
[hidden] { display: none !important; }
* { box-sizing: border-box; }
p { margin: 0; }
svg {
  inline-size: 22px;
  block-size: 22px;
  flex: none;
  fill: none;
  stroke: currentColor;
  stroke-width: 1.8;
  stroke-linecap: round;
  stroke-linejoin: round;
}
button {
  font: inherit;
  color: inherit;
  border: 0;
  cursor: pointer;
  touch-action: manipulation;
  -webkit-tap-highlight-color: transparent;
}
button:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }

.frame {
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  gap: ${toolbarGap}px;
}
.frame[data-toolbar-side="side"] { flex-direction: row; }
.stage {
  position: relative;
  flex: none;
  overflow: hidden;
  isolation: isolate;
  border-radius: var(--radius);
  background: var(--glass);
  box-shadow: 0 0 0 1px var(--line);
  container-type: size;
}
.view { position: absolute; inset: 0; }
.status {
  position: absolute;
  inline-size: 1px;
  block-size: 1px;
  overflow: hidden;
  clip-path: inset(50%);
  white-space: nowrap;
}

.toolbar {
  position: relative;
  flex: none;
  display: flex;
  align-items: center;
  gap: 2px;
  padding: 3px;
  min-block-size: ${toolbarThickness}px;
  border: 1px solid var(--line);
  border-radius: min(14px, max(6px, var(--radius)));
  background: var(--surface);
}
.toolbar[aria-orientation="vertical"] {
  flex-direction: column;
  inline-size: ${toolbarThickness}px;
}
.toolbar button {
  display: flex;
  align-items: center;
  justify-content: center;
  gap: 12px;
  inline-size: 40px;
  block-size: 40px;
  padding: 0;
  border-radius: 10px;
  background: none;
  transition: background-color .12s;
}
.toolbar button:hover { background: color-mix(in srgb, currentColor 10%, transparent); }
.toolbar button:active { background: color-mix(in srgb, currentColor 20%, transparent); }
.toolbar button[aria-disabled="true"] { opacity: .38; cursor: default; background: none; }
.toolbar button[aria-expanded="true"] { background: color-mix(in srgb, currentColor 14%, transparent); }
.toolbar > [data-group="navigation"] + [data-group="hardware"],
.toolbar > [data-group="hardware"] + [data-group="view"] { margin-inline-start: 9px; position: relative; }
.toolbar > [data-group="navigation"] + [data-group="hardware"]::before,
.toolbar > [data-group="hardware"] + [data-group="view"]::before {
  content: "";
  position: absolute;
  inset-block: 10px;
  inset-inline-start: -6px;
  inline-size: 1px;
  background: var(--line);
}
.toolbar[aria-orientation="vertical"] > [data-group="navigation"] + [data-group="hardware"],
.toolbar[aria-orientation="vertical"] > [data-group="hardware"] + [data-group="view"] { margin-inline-start: 0; margin-block-start: 9px; }
.toolbar[aria-orientation="vertical"] > [data-group="navigation"] + [data-group="hardware"]::before,
.toolbar[aria-orientation="vertical"] > [data-group="hardware"] + [data-group="view"]::before {
  inset: -6px 10px auto;
  inline-size: auto;
  block-size: 1px;
}
.toolbar > button > .label { display: none; }
.toolbar > [part~="more"] svg { stroke-width: 3; }
.panel {
  position: absolute;
  z-index: 1;
  inset-block-end: calc(100% + 6px);
  inset-inline-end: 0;
  padding: 4px;
  border: 1px solid var(--line);
  border-radius: 14px;
  background: var(--surface);
  box-shadow: 0 8px 28px rgb(0 0 0 / .35);
}
.toolbar[aria-orientation="vertical"] .panel { inset-block-end: 0; inset-inline-end: calc(100% + 6px); }
.panel button { inline-size: 100%; padding-inline: 10px 14px; justify-content: start; white-space: nowrap; }

.overlay {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: safe center;
  overflow: auto;
  padding: 12px;
  color: #eef2f8;
  background: var(--glass);
  transition: background-color .2s, visibility .2s;
}
.overlay[data-kind="none"] { visibility: hidden; background: #0000; }
.overlay[data-kind="reconnecting"] { background: rgb(6 9 14 / .55); }
.overlay[data-kind="error"] { background: rgb(6 9 14 / .75); }
.overlay[data-kind="sound"] { place-items: end center; pointer-events: none; background: none; }
.card {
  display: grid;
  justify-items: center;
  gap: 6px;
  max-inline-size: min(34ch, 100%);
  text-align: center;
  overflow-wrap: break-word;
}
.title { font-size: 16px; font-weight: 600; text-wrap: balance; }
.text { color: #b6c1d3; text-wrap: pretty; }
.mark {
  display: grid;
  place-items: center;
  inline-size: 52px;
  block-size: 52px;
  margin-block-end: 6px;
  border-radius: 50%;
  background: rgb(255 255 255 / .08);
}
.mark svg { inline-size: 26px; block-size: 26px; }
.overlay:is([data-kind="progress"], [data-kind="reconnecting"]) .mark {
  inline-size: 40px;
  block-size: 40px;
  border: 3px solid rgb(255 255 255 / .16);
  border-block-start-color: var(--telepad-accent, #5eead4);
  background: none;
  animation: turn .9s linear infinite;
}
.overlay:is([data-kind="progress"], [data-kind="reconnecting"]) .mark svg,
.overlay:is([data-kind="none"], [data-kind="sound"]) .mark { display: none; }
.overlay[data-kind="reconnecting"] .card {
  display: flex;
  align-items: center;
  gap: 10px;
  padding: 9px 16px 9px 12px;
  border-radius: 999px;
  background: rgb(11 15 23 / .9);
}
.overlay[data-kind="reconnecting"] .mark { inline-size: 18px; block-size: 18px; margin: 0; }
.overlay[data-kind="reconnecting"] .title { font-size: 14px; }
.steps { display: none; gap: 4px; inline-size: min(160px, 60cqi); margin-block-start: 10px; }
.overlay[data-kind="progress"] .steps { display: flex; }
.steps i { flex: 1; block-size: 4px; border-radius: 2px; background: rgb(255 255 255 / .16); }
.steps .done { background: var(--telepad-accent, #5eead4); }
.steps .now { background: var(--telepad-accent, #5eead4); animation: breathe 1.2s ease-in-out infinite alternate; }
.overlay[data-kind="error"] .card {
  padding: 20px 18px 18px;
  border: 1px solid rgb(255 255 255 / .12);
  border-radius: 16px;
  background: #171d29;
}
.overlay[data-kind="error"] .mark { color: #ff9d92; background: rgb(255 120 105 / .14); }
.code { font: 12px/1.4 ui-monospace, monospace; color: #8f9bb0; }
.action {
  display: flex;
  align-items: center;
  gap: 8px;
  min-block-size: 40px;
  margin-block-start: 10px;
  padding: 6px 18px;
  border-radius: 999px;
  font-weight: 600;
  background: var(--telepad-accent, #5eead4);
  color: var(--telepad-on-accent, #042f2e);
}
.action:hover { filter: brightness(1.08); }
.action:focus-visible { outline: 2px solid #fff; outline-offset: 2px; }
.overlay[data-kind="sound"] .action { pointer-events: auto; margin: 0 0 8px; box-shadow: 0 4px 18px rgb(0 0 0 / .5); }
@container (max-width: 240px) {
  .title { font-size: 15px; }
  .text { font-size: 13px; }
  .overlay { padding: 10px; }
  .overlay[data-kind="error"] .card { padding: 0; border: 0; background: none; }
}
@container (max-width: 240px) or (max-height: 280px) {
  .overlay:not([data-kind="progress"], [data-kind="reconnecting"]) .mark { display: none; }
}
@keyframes turn { to { rotate: 1turn; } }
@keyframes breathe { from { opacity: .35; } }
@media (prefers-reduced-motion: reduce) {
  *, ::before { animation: none !important; transition: none !important; }
}
@media (forced-colors: active) {
  .toolbar button, .action { border: 1px solid ButtonText; }
  .toolbar button[aria-disabled="true"] { opacity: 1; color: GrayText; border-color: GrayText; }
}
`;

let shared: CSSStyleSheet | undefined;

/** One sheet for all players of a page. Constructed, so a strict `style-src` has nothing to forbid. */
export function playerStyles(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}
