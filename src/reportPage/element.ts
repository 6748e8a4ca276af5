// Makes elements of a page. Names and figures go in as text, never as markup.

export type Child = Node | string;

/** Makes an element with a class and children; strings become text. */
export function element<Name extends keyof HTMLElementTagNameMap>(name: Name, properties: { readonly className?: string } = {}, ...children: Child[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  if (properties.className) made.className = properties.className;
  made.append(...children);
  return made;
}

/** Sets the text of an element and hides it without one. Leaves an equal text alone, so that a screen reader does not say it again. */
export function setText(target: HTMLElement, text: string): void {
  if (target.textContent !== text) target.textContent = text;
  target.hidden = text === '';
}

/** Makes a part of a page that is closed until the reader opens it. */
export function closedPart(): { readonly details: HTMLDetailsElement; readonly summary: HTMLElement } {
  const summary = element('summary');
  return { details: element('details', {}, summary), summary };
}
