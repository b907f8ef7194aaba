import { toolbarThickness } from './player-layout.js';

/** For what is loaded later; styles.ts has the rest. */
const css = `
/* Tiles, in the middle of the player: the bar may be shorter than they are. */
.panel {
  position: absolute;
  z-index: 1;
  display: grid;
  grid-template-columns: repeat(auto-fill, minmax(84px, 1fr));
  gap: 4px;
  inset-block-end: calc(100% + 6px);
  inset-inline-start: calc(50% - min(100cqi, 312px) / 2);
  inline-size: min(100cqi, 312px);
  max-block-size: calc(100cqb - ${toolbarThickness + 16}px);
  overflow: auto;
  overscroll-behavior: contain;
  padding: 8px;
  border: 1px solid var(--line);
  border-radius: 18px;
  background: var(--surface);
  box-shadow: 0 8px 28px rgb(0 0 0 / .35);
  button {
    flex-direction: column;
    gap: 5px;
    inline-size: auto;
    block-size: auto;
    min-block-size: 68px;
    padding: 9px 3px 7px;
    border: 0;
    font-size: 12px;
    line-height: 1.2;
    text-wrap: balance;
  }
}
.toolbar[aria-orientation="vertical"] .panel {
  inset-block: auto;
  inset-block-start: 50%;
  inset-inline: auto calc(100% + 6px);
  translate: 0 -50%;
  max-block-size: 100cqb;
  inline-size: min(100cqi - ${toolbarThickness + 8}px, 312px);
}
.toolbar :is([aria-pressed="true"], [aria-checked="true"]):not([aria-disabled="true"]) {
  color: var(--on-accent);
  background-color: var(--accent);
  &:focus-visible { outline-color: var(--on-accent); outline-offset: -4px; }
}
.details {
  inline-size: 100%;
  margin-block-start: 8px;
  text-align: start;
  font-size: 13px;
  summary {
    inline-size: fit-content;
    min-block-size: 36px;
    margin-inline: auto;
    padding: 8px;
    color: var(--soft);
    cursor: pointer;
  }
  summary:focus-visible { outline: 2px solid var(--accent); }
  button { min-block-size: 44px; padding: 6px 18px; border-radius: 22px; background: rgb(255 255 255 / .1); }
}
.findings {
  display: grid;
  gap: 6px;
  margin: 4px 0 10px;
  padding: 0;
  list-style: none;
  user-select: text;
  li { display: grid; grid-template-columns: 8ch 1fr; gap: 8px; }
  b { color: #8be0b3; font-weight: 600; }
  [data-status="warning"] b { color: #fbbf24; }
  [data-status="failed"] b { color: #ff9d92; }
}
.quality {
  grid-column: 1 / -1;
  display: grid;
  gap: 4px;
  padding: 4px 2px 2px;
  font-size: 12px;
  > span { color: var(--soft); padding-inline-start: 4px; }
  > div {
    display: flex;
    padding: 2px;
    border-radius: 14px;
    background: color-mix(in srgb, currentColor 8%, transparent);
  }
  button { flex: 1; min-inline-size: 0; min-block-size: 44px; padding: 4px; }
}
.indicators {
  position: absolute;
  inset-block-start: 8px;
  inset-inline: 8px;
  display: flex;
  flex-wrap: wrap;
  gap: 6px;
  pointer-events: none;
  color: #fff;
  button, span[role] {
    display: flex;
    align-items: center;
    gap: 8px;
    min-block-size: 44px;
    padding: 0 14px;
    border-radius: 22px;
    background: rgb(11 15 23 / .86);
    font-variant-numeric: tabular-nums;
  }
  span[role] { padding: 0 11px; color: #8be0b3; }
  button { pointer-events: auto; }
  button:focus-visible { outline-color: #fff; }
  i { inline-size: 12px; block-size: 12px; border-radius: 3px; background: #ff5a4d; animation: breathe 1.2s ease-in-out infinite alternate; }
}
.stage:has(> .indicators > *) > .notice { inset-block-start: 60px; }
@media (forced-colors: active) {
  .toolbar :is([aria-pressed="true"], [aria-checked="true"]) { border: 3px solid Highlight; }
  .indicators button { border: 1px solid ButtonText; }
  .indicators i { forced-color-adjust: none; }
}
`;

let shared: CSSStyleSheet | undefined;

/** One sheet for all players of a page, beside `playerStyles()`. */
export function morePlayerStyles(): CSSStyleSheet {
  if (!shared) {
    shared = new CSSStyleSheet();
    shared.replaceSync(css);
  }
  return shared;
}
