import { matches, toAddress, wantedIn, type Wanted } from './wanted.ts';

const all = [...document.querySelectorAll<HTMLElement>('.programs > li')];
const words = new Map(all.map((row) => [row, wordsOf(row)]));
const field = document.querySelector<HTMLInputElement>('#find')!;
const servers = [
  ...document.querySelectorAll<HTMLInputElement>('.servers input'),
];
const found = document.querySelector<HTMLElement>('#found')!;
const showAll = document.querySelector<HTMLButtonElement>('.find .all')!;
const byTag = document.querySelector<HTMLDetailsElement>('.by-tag')!;
const nothing = document.querySelector<HTMLElement>('.nothing')!;
/** What the page says where it shows all of them. */
const everything = found.textContent;

let tag = '';

function wordsOf(row: HTMLElement) {
  return {
    text: row.textContent.toLowerCase(),
    uses: row.dataset.uses!.split(' '),
    tags: [...row.querySelectorAll('.tags a')].map((each) => each.textContent),
  };
}

/** What the fields say, and the tag that was pressed. */
function wanted(): Wanted {
  const server = servers.find(({ checked }) => checked)?.value ?? '';
  return { find: field.value.trim(), server, tag };
}

/** Shows what is wanted, and says how many that are. */
function paint() {
  const asked = wanted();
  const shown = all.filter((row) => matches(words.get(row)!, asked));
  for (const row of all) row.hidden = !shown.includes(row);
  for (const section of document.querySelectorAll<HTMLElement>(
    'section.row, section.mistakes',
  ))
    section.hidden = !section.querySelector('.programs > li:not([hidden])');
  const isAll = !asked.find && !asked.server && !asked.tag;
  const tagged = asked.tag && `, tagged ${asked.tag}`;
  found.textContent = isAll
    ? everything
    : `${shown.length} of ${everything}${tagged}`;
  showAll.hidden = isAll;
  nothing.hidden = shown.length > 0;
  nothing.textContent = `${none(asked)} Try fewer letters or another word for it, or show all.`;
}

/** That nothing has what was asked for, as a sentence. */
function none({ find, server, tag }: Wanted): string {
  const name = servers.find(({ value }) => value === server)?.parentElement;
  const where = server ? ` for ${name?.textContent ?? server}` : '';
  const what = [find && `“${find}”`, tag && `the tag “${tag}”`].filter(Boolean);
  return what.length > 0
    ? `No program${where} has ${what.join(' and ')}.`
    : `There is no program${where} yet.`;
}

/**
 * Shows what an address asks for: `?tag=lock`.
 * @param entry whether it is a new one in the browser's history.
 */
export function show(search: string, entry: 'new' | 'same') {
  const asked = wantedIn(search);
  field.value = asked.find;
  tag = asked.tag;
  // What is no server is all of them, which is the first.
  const server = servers.find(({ value }) => value === asked.server);
  (server ?? servers[0]!).checked = true;
  if (entry === 'new') history.pushState(null, '', toAddress(asked));
  paint();
  if (entry === 'same') return;
  byTag.open = false;
  document.querySelector('.find')!.scrollIntoView({ block: 'nearest' });
}

function keepInAddress() {
  history.replaceState(null, '', toAddress(wanted()));
  paint();
}

field.addEventListener('input', keepInAddress);
for (const each of servers) each.addEventListener('change', keepInAddress);
showAll.addEventListener('click', () => {
  show('', 'new');
  field.focus();
});
addEventListener('popstate', () => show(location.search, 'same'));

// Something may have been typed while this file was on its way.
if (field.value || wanted().server) keepInAddress();
else if (location.search) show(location.search, 'same');
