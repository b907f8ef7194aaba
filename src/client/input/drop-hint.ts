/** What a user sees of dragging and dropping, over the picture. */
export interface DropHint {
  /** That the picture takes what is dragged over it. */
  show(isShown: boolean): void;
  /** How far a file is, 0 to 1; undefined when there is none. */
  showProgress(fraction: number | undefined): void;
  remove(): void;
}

const hintStyle =
  'position:absolute;inset:6px;border:3px dashed #fff;border-radius:12px;background:rgb(0 0 0/.35);pointer-events:none';
const barStyle =
  'position:absolute;left:0;bottom:0;height:4px;background:var(--telepad-accent,#5eead4);box-shadow:0 0 4px #000;pointer-events:none;transition:width .2s';

/** Styled through the CSSOM only: a strict Content-Security-Policy allows that. */
export function createDropHint(root: HTMLElement): DropHint {
  const page = root.ownerDocument;
  const hint = page.createElement('div');
  hint.setAttribute('part', 'drop-hint');
  hint.style.cssText = hintStyle;
  const bar = page.createElement('div');
  bar.setAttribute('part', 'drop-progress');
  // What reads the page aloud is told by whoever uploads.
  bar.setAttribute('aria-hidden', 'true');
  bar.style.cssText = barStyle;
  const put = (element: HTMLElement, isShown: boolean) => {
    if (!isShown) element.remove();
    else if (!element.isConnected) root.append(element);
  };
  return {
    show: (isShown) => put(hint, isShown),
    showProgress(fraction) {
      put(bar, fraction !== undefined);
      bar.style.width = `${Math.round((fraction ?? 0) * 100)}%`;
    },
    remove() {
      hint.remove();
      bar.remove();
    },
  };
}
