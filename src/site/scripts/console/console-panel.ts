import { serviceName } from '../../service-names.ts';
import { labToken } from '../lab-token.ts';
import { Terminal } from './terminal.ts';

const NEEDS_LAB =
  'A console talks to true servers, and this page has none: it was built to be read. In the folder of the course type npm ci && npm start, then open this page at the address that it prints.';

interface Consoles {
  of(service: string): Terminal;
  shown: Terminal;
}

/** The consoles of each bench. */
const consoles = new WeakMap<HTMLElement, Consoles>();

/** Shows the console of a bench, and connects it. */
export function showConsole(bench: HTMLElement) {
  const made = consoles.get(bench) ?? make(bench);
  void made?.shown.open();
}

/** The same, to type at once. */
export function enterConsole(bench: HTMLElement) {
  showConsole(bench);
  // After the key that led here: it is no letter of the line.
  setTimeout(() => consoles.get(bench)?.shown.focus());
}

function make(bench: HTMLElement): Consoles | undefined {
  const panel = bench.querySelector<HTMLElement>('.console')!;
  if (!labToken()) {
    const sentence = document.createElement('p');
    sentence.textContent = NEEDS_LAB;
    panel.replaceChildren(sentence);
    return undefined;
  }
  const example = bench.dataset.example!;
  const services = bench.dataset.uses!.split(' ');
  const leave = () =>
    bench.querySelector<HTMLElement>('.views [value=console]')!.focus();
  const terminals = new Map<string, Terminal>();
  const of = (service: string) => {
    const known = terminals.get(service);
    if (known) return known;
    const terminal = new Terminal({ example, service }, leave);
    terminals.set(service, terminal);
    return terminal;
  };
  const made = { of, shown: of(services[0]!) };
  const place = document.createElement('div');
  place.className = 'terminals';
  if (services.length > 1) {
    place.append(
      choice(example, services, (service) => {
        const next = of(service);
        made.shown.element.replaceWith(next.element);
        made.shown = next;
        void next.open();
      }),
    );
  }
  place.append(made.shown.element);
  panel.replaceChildren(place);
  consoles.set(bench, made);
  return made;
}

/** One of several servers. */
function choice(
  example: string,
  services: string[],
  choose: (service: string) => void,
): HTMLElement {
  const group = document.createElement('div');
  group.className = 'servers';
  group.setAttribute('role', 'radiogroup');
  group.setAttribute('aria-label', 'Server');
  for (const [index, service] of services.entries()) {
    const radio = document.createElement('input');
    radio.type = 'radio';
    radio.name = `server-${example}`;
    radio.value = service;
    radio.checked = index === 0;
    radio.addEventListener('change', () => choose(service));
    const label = document.createElement('label');
    label.append(radio, ` ${serviceName(service)}`);
    group.append(label);
  }
  return group;
}
