/**
 * Work that is done a slice in a frame, so that a press is answered meanwhile.
 * @param slice does the next one for a panel; returns whether it was the last
 * @returns asks for the work of a panel, however often, to be done
 */
export function inSlices<Panel>(
  slice: (panel: Panel) => boolean,
): (panel: Panel) => void {
  const waiting = new Set<Panel>();
  let frame = 0;
  const later = (panel: Panel) => {
    waiting.add(panel);
    frame ||= requestAnimationFrame(() => {
      frame = 0;
      const now = [...waiting];
      waiting.clear();
      for (const each of now) if (!slice(each)) later(each);
    });
  };
  return later;
}
