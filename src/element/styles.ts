import { bezel, toolbarGap, toolbarThickness } from './player-layout.js';

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
:host([theme="light"]) { color-scheme: light; }
:host([theme="dark"]) { color-scheme: dark; }
:host([theme="auto"]) { color-scheme: light dark; }
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
  container: player / size;
  &[data-toolbar-side="side"] { flex-direction: row; }
  /* Not measured yet: what would be painted now would move. */
  &:not([data-toolbar-side]) > * { display: none; }
  /* The words of another language are on their way. */
  &[aria-busy="true"] :is(.words, .action) { visibility: hidden; }
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
/* A phone, drawn around the picture, with two keys at its right. */
.bezel { display: none; }
[data-framed] {
  margin: ${bezel}px;
  --radius: var(--telepad-radius, 26px);
  box-shadow: none;
  > .bezel {
    display: block;
    position: absolute;
    inset: -${bezel}px;
    z-index: -1;
    border-radius: calc(var(--radius) + ${bezel}px);
    background: var(--telepad-frame, #14181f);
    box-shadow: inset 0 0 0 1.5px #4a5361, inset 0 0 0 4px #0008, 0 18px 44px -12px rgb(0 0 0 / .45);
    &::before, &::after {
      content: "";
      position: absolute;
      inset: 18% -3px auto auto;
      inline-size: 3px;
      block-size: 7%;
      border-radius: 0 2px 2px 0;
      background: #4a5361;
    }
    &::after { inset-block-start: 28%; block-size: 13%; }
  }
}
/* Only the picture is clipped: the phone can be tapped in its very corners. */
.view { position: absolute; inset: 0; --telepad-focus-ring: none; }
.view > * { outline: none; }
[part="picture"] { border-radius: var(--radius); transition: filter .25s; }
.stage:has(.view > :is(:focus-visible, [data-focus-ring])) { outline: 2px solid var(--accent); outline-offset: 2px; }
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
  padding: 1px;
  min-block-size: ${toolbarThickness}px;
  border: 1px solid var(--line);
  border-radius: min(14px, max(6px, var(--radius)));
  background: var(--surface);
  button {
    display: flex;
    align-items: center;
    justify-content: center;
    inline-size: 44px;
    block-size: 44px;
    padding: 0;
    border: 2px solid transparent;
    border-radius: 12px;
    background: none padding-box;
    transition: background-color .12s;
    &:hover, &[aria-expanded="true"] { background-color: color-mix(in srgb, currentColor 10%, transparent); }
    &:active { background-color: color-mix(in srgb, currentColor 20%, transparent); }
    &[aria-disabled="true"] {
      cursor: default;
      background: none;
      /* Not the focus ring. */
      > * { opacity: .38; }
    }
  }
  > button > .label { display: none; }
  > .more svg { stroke-width: 3; }
  > .starts-group:not(:first-child) {
    position: relative;
    margin-inline-start: 5px;
    &::before {
      content: "";
      position: absolute;
      inset-block: 10px;
      inset-inline-start: -5px;
      border-inline-start: 1px solid var(--line);
    }
  }
  &[aria-orientation="vertical"] {
    flex-direction: column;
    inline-size: ${toolbarThickness}px;
    > .starts-group:not(:first-child) {
      margin: 5px 0 0;
      &::before { inset: -5px 8px auto; border: 0; border-block-start: 1px solid var(--line); }
    }
  }
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
.words { display: grid; justify-self: stretch; gap: inherit; }
.card {
  display: grid;
  justify-items: center;
  gap: 6px;
  /* As wide whatever it says: nothing moves while the words change. */
  inline-size: min(34ch, 100%);
  text-align: center;
  overflow-wrap: break-word;
}
.title { font-size: 16px; font-weight: 600; text-wrap: balance; }
.text { color: var(--soft); text-wrap: pretty; }
.advice { text-wrap: pretty; }
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
::slotted([slot="toolbar"]) { flex: none; }
::slotted([slot="overlay"]) { position: absolute; inset: 0; }
[data-overlay="none"] ::slotted([slot="overlay"]) { visibility: hidden; }
[data-kind="tap"], [data-kind="idle"] {
  place-items: end center;
  pointer-events: none;
  .action { pointer-events: auto; margin: 0 0 8px; box-shadow: 0 4px 18px rgb(0 0 0 / .5); }
}
[data-kind="idle"] {
  .card { gap: 2px; inline-size: auto; padding: 9px 16px; border-radius: 20px; background: rgb(11 15 23 / .97); }
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
/* The view dims the picture itself. */
[data-kind="reconnecting"] {
  background: none;
  .card {
    display: flex;
    inline-size: auto;
    max-inline-size: min(34ch, 100%);
    flex-wrap: wrap;
    align-items: center;
    justify-content: center;
    gap: 8px 10px;
    padding: 10px 16px 10px 12px;
    border-radius: 20px;
    background: rgb(11 15 23 / .9);
  }
  .words { flex: 1 0 0; gap: 0; text-align: start; min-inline-size: 14ch; }
  .mark { inline-size: 18px; block-size: 18px; margin: 0; }
  .title { font-size: 14px; }
  .text { font-size: 13px; font-variant-numeric: tabular-nums; }
  .action { min-block-size: 34px; margin: 0; padding-block: 4px; }
}
.notice {
  position: absolute;
  inset-block-start: 10px;
  inset-inline: 10px;
  justify-self: center;
  inline-size: fit-content;
  margin-inline: auto;
  padding: 7px 14px;
  border-radius: 16px;
  font-size: 13px;
  pointer-events: none;
  color: #ffe2b8;
  background: rgb(11 15 23 / .92);
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
    .text { font-size: 12px; }
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
  .toolbar button[aria-disabled="true"] {
    color: GrayText;
    border-color: GrayText;
    > * { opacity: 1; }
  }
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
