interface ElementOptions {
  /** Its class and its part. */
  readonly name?: string;
  readonly className?: string;
  readonly part?: string;
  /** Set as they are. */
  readonly attributes?: Readonly<Record<string, string>>;
}

/** `document.createElement` with the few things that the player sets on most elements. */
export function createElement<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  { name = '', className = name, part = name, attributes = {} }: ElementOptions,
  ...children: readonly Node[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (part) element.setAttribute('part', part);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}
