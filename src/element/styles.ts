import { toolbarGap, toolbarThickness } from './player-layout.js';

/*
 * Colours follow the page's `color-scheme`; what lies over the picture is always dark, as a phone's glass is.
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
  --surface: var(--telepad-surface, light-dark(#fff, #181f2c));
  --line: var(--telepad-line, light-dark(#d9dee7, #2e384a));
  --text: var(--telepad-text, light-dark(#1b2330, #e8edf5));
  --soft: var(--telepad-text-soft, light-dark(#56627a, #aab5c8));
  --glass: var(--telepad-background, #0b0f17);
  --radius: var(--telepad-radius, 18px);
  font: 14px/1.4 var(--telepad-font, system-ui, sans-serif);
  color: var(--text);
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
  border: 0;
  font: inherit;
  color: inherit;
  cursor: pointer;
  touch-action: manipulation;
  -webkit-tap-highlight-color: transparent;
  &:focus-visible { outline: 2px solid var(--accent); outline-offset: -2px; }
}

.frame {
  position: absolute;
  inset: 0;
  display: flex;
  flex-direction: column;
  align-items: center;
  justify-content: center;
  gap: ${toolbarGap}px;
  &[data-toolbar-side="side"] { flex-direction: row; }
}
.stage {
  position: relative;
  flex: none;
  isolation: isolate;
  border-radius: var(--radius);
  background: var(--glass);
  box-shadow: 0 0 0 1px var(--line);
  container-type: size;
}
/* Only the picture is clipped: the phone can be tapped in its very corners. */
.view { position: absolute; inset: 0; }
.view > * { outline: none; }
[part="picture"] { border-radius: var(--radius); }
.stage:has(.view > :focus-visible) { outline: 2px solid var(--accent); outline-offset: 2px; }
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
  button {
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
    &:hover, &[aria-expanded="true"] { background: color-mix(in srgb, currentColor 10%, transparent); }
    &:active { background: color-mix(in srgb, currentColor 20%, transparent); }
    &[aria-disabled="true"] { opacity: .38; cursor: default; background: none; }
  }
  > button > .label { display: none; }
  > .more svg { stroke-width: 3; }
  > .starts-group:not(:first-child) {
    position: relative;
    margin-inline-start: 9px;
    &::before {
      content: "";
      position: absolute;
      inset: 10px auto 10px -6px;
      border-inline-start: 1px solid var(--line);
    }
  }
  &[aria-orientation="vertical"] {
    flex-direction: column;
    inline-size: ${toolbarThickness}px;
    > .starts-group:not(:first-child) {
      margin: 9px 0 0;
      &::before { inset: -6px 10px auto; border: 0; border-block-start: 1px solid var(--line); }
    }
    .panel { inset-block-end: 0; inset-inline-end: calc(100% + 6px); }
  }
}
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
  button { inline-size: 100%; padding-inline: 10px 14px; justify-content: start; white-space: nowrap; }
}

.overlay {
  position: absolute;
  inset: 0;
  display: grid;
  place-items: safe center;
  overflow: auto;
  padding: 12px;
  color-scheme: dark;
  border-radius: var(--radius);
  color: var(--text);
  background: var(--glass);
  transition: background-color .2s, visibility .2s;
}
.card {
  display: grid;
  justify-items: center;
  gap: 6px;
  max-inline-size: min(34ch, 100%);
  text-align: center;
  overflow-wrap: break-word;
}
.title { font-size: 16px; font-weight: 600; text-wrap: balance; }
.text { color: var(--soft); text-wrap: pretty; }
.code { font: 12px/1.4 ui-monospace, monospace; color: var(--soft); }
.mark {
  display: grid;
  place-items: center;
  inline-size: 52px;
  block-size: 52px;
  margin-block-end: 6px;
  border-radius: 50%;
  background: rgb(255 255 255 / .08);
  svg { inline-size: 26px; block-size: 26px; }
}
.steps {
  display: none;
  gap: 4px;
  inline-size: min(160px, 60cqi);
  margin-block-start: 10px;
  i { flex: 1; block-size: 4px; border-radius: 2px; background: rgb(255 255 255 / .16); }
  .done, .now { background: var(--accent); }
  .now { animation: breathe 1.2s ease-in-out infinite alternate; }
}
.action {
  min-block-size: 40px;
  margin-block-start: 10px;
  padding: 6px 18px;
  border-radius: 20px;
  font-weight: 600;
  background: var(--accent);
  color: var(--on-accent);
  &:hover { filter: brightness(1.08); }
  &:focus-visible { outline-color: #fff; outline-offset: 2px; }
}
[data-kind="none"], [data-kind="tap"], [data-kind="idle"] {
  background: none;
  .mark { display: none; }
}
/* Input goes to the phone from the first moment, while the overlay still fades. */
[data-kind="none"] { visibility: hidden; pointer-events: none; }
[data-kind="tap"], [data-kind="idle"] {
  place-items: end center;
  pointer-events: none;
  .action { pointer-events: auto; margin: 0 0 8px; box-shadow: 0 4px 18px rgb(0 0 0 / .5); }
}
[data-kind="idle"] {
  .card { gap: 2px; padding: 9px 16px; border-radius: 20px; background: rgb(11 15 23 / .97); }
  .title { font-size: 14px; font-variant-numeric: tabular-nums; }
  .text { font-size: 13px; }
  .action { margin: 6px 0 3px; box-shadow: none; }
}
[data-kind="progress"], [data-kind="reconnecting"] {
  .mark {
    inline-size: 40px;
    block-size: 40px;
    border: 3px solid rgb(255 255 255 / .16);
    border-block-start-color: var(--accent);
    background: none;
    animation: turn .9s linear infinite;
  }
  svg { display: none; }
}
[data-kind="progress"] .steps { display: flex; }
[data-kind="reconnecting"] {
  background: rgb(6 9 14 / .55);
  .card {
    display: flex;
    align-items: center;
    gap: 10px;
    padding: 9px 16px 9px 12px;
    border-radius: 20px;
    background: rgb(11 15 23 / .9);
  }
  .mark { inline-size: 18px; block-size: 18px; margin: 0; }
  .title { font-size: 14px; }
}
[data-kind="error"] {
  background: rgb(6 9 14 / .75);
  .card { padding: 20px 18px 18px; border: 1px solid var(--line); border-radius: 16px; background: var(--surface); }
  .mark { color: #ff9d92; background: rgb(255 120 105 / .14); }
}
@container (max-width: 240px) {
  .overlay { padding: 8px; }
  .title { font-size: 15px; }
  .text { font-size: 13px; }
  [data-kind="error"] {
    background: rgb(6 9 14 / .9);
    .card { padding: 0; border: 0; background: none; }
  }
  [data-kind="reconnecting"] {
    .card { gap: 6px; padding-inline: 8px 12px; }
    .title { font-size: 13px; }
  }
}
@container (max-width: 240px) or (max-height: 280px) {
  :is([data-kind="placeholder"], [data-kind="stopped"], [data-kind="error"]) .mark { display: none; }
}
@keyframes turn { to { rotate: 1turn; } }
@keyframes breathe { from { opacity: .35; } }
@media (prefers-reduced-motion: reduce) {
  * { animation: none !important; transition: none !important; }
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
