const KEPT = 'roundtrip:single-keys';

let off = false;

/** Whether single letters do something: who speaks to the machine turns them off. */
export function singleKeys(): boolean {
  try {
    return localStorage.getItem(KEPT) !== 'off';
  } catch {
    return !off;
  }
}

export function setSingleKeys(on: boolean) {
  off = !on;
  try {
    localStorage.setItem(KEPT, on ? 'on' : 'off');
  } catch {
    // Storage may be forbidden: the choice then lasts for this page.
  }
}
