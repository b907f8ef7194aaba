/** Finds what the page is known to have. */
export function find<Type extends HTMLElement>(
  selector: string,
  within: ParentNode = document,
): Type {
  const element = within.querySelector<Type>(selector);
  if (!element) throw new Error(`The page has no ${selector}.`);
  return element;
}

export function create<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...content: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  element.append(...content);
  return element;
}

export function createButton(className: string, text: string, act: () => void): HTMLButtonElement {
  const button = create('button', className, text);
  button.type = 'button';
  button.addEventListener('click', act);
  return button;
}

/** A time of day as the user's language writes it. */
export function clockTime(atMs: number, style: 'short' | 'medium' = 'short'): string {
  return new Date(atMs).toLocaleTimeString(undefined, { timeStyle: style });
}
