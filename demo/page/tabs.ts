/** Tabs as WAI-ARIA describes them: arrow keys move among them, Tab leaves them for the panel. */
export function makeTabs(list: HTMLElement, onChange: () => void): void {
  const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')];
  const select = (chosen: HTMLElement): void => {
    for (const tab of tabs) {
      const isChosen = tab === chosen;
      tab.ariaSelected = String(isChosen);
      tab.tabIndex = isChosen ? 0 : -1;
      const panel = document.getElementById(tab.getAttribute('aria-controls') ?? '');
      if (panel) panel.hidden = !isChosen;
    }
    onChange();
  };
  const steps: Readonly<Record<string, number>> = { ArrowLeft: -1, ArrowRight: 1 };
  for (const [index, tab] of tabs.entries()) {
    tab.addEventListener('click', () => select(tab));
    tab.addEventListener('keydown', ({ key }) => {
      const step = steps[key];
      const next = step === undefined ? undefined : tabs.at((index + step) % tabs.length);
      if (!next) return;
      select(next);
      next.focus();
    });
  }
}
