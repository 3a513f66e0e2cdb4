/** The bar of a scrubber: three buttons, the events as a range, one sentence. */
export interface Parts {
  back: HTMLButtonElement;
  play: HTMLButtonElement;
  on: HTMLButtonElement;
  range: HTMLInputElement;
  said: HTMLElement;
}

export function scrubberParts(): Parts {
  const range = document.createElement('input');
  range.type = 'range';
  range.min = '0';
  range.setAttribute('aria-label', 'Event');
  const said = document.createElement('p');
  said.setAttribute('aria-live', 'off');
  return {
    back: button('back', '‹', 'step back'),
    play: button('play', 'play'),
    on: button('on', '›', 'step forward'),
    range,
    said,
  };
}

function button(name: string, text: string, label?: string) {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.textContent = text;
  if (label) made.setAttribute('aria-label', label);
  return made;
}
