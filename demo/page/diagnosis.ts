type Player = HTMLElementTagNameMap['telepad-phone'];

/** Lets the user find out what stands between this page and the phone, before, during and after a session. */
export function offerDiagnosis(player: Player, section: HTMLElement): void {
  const button = section.querySelector('button');
  const output = section.querySelector('output');
  if (!button || !output) return;

  const write = <Tag extends keyof HTMLElementTagNameMap>(tag: Tag, text: string) =>
    Object.assign(document.createElement(tag), { textContent: text });

  const diagnose = async (): Promise<readonly HTMLElement[]> => {
    const { session } = player;
    if (!session) return [write('p', 'Choose a phone first.')];
    const { verdict, advice, findings } = await session.diagnose();
    const list = document.createElement('ul');
    for (const finding of findings) {
      if (finding.status === 'unknown') continue;
      const row = write('li', [finding.message, finding.advice].filter(Boolean).join(' '));
      row.dataset.status = finding.status;
      list.append(row);
    }
    return [write('p', verdict), ...(advice ? [write('div', advice)] : []), list];
  };

  let isLooking = false;
  button.addEventListener('click', async () => {
    if (isLooking) return;
    isLooking = true;
    // A button that is `disabled` would lose the focus.
    button.ariaDisabled = 'true';
    output.replaceChildren(write('p', 'Looking…'));
    output.replaceChildren(
      ...(await diagnose().catch((error: Error) => [write('p', error.message)])),
    );
    button.ariaDisabled = null;
    isLooking = false;
  });
}
