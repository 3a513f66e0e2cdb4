import { untilOf } from '../until.ts';

/** A row of the wire, and the event that it shows. */
export interface RowOfEvent {
  row: HTMLElement;
  event: number;
}

/**
 * Shows the rows of a panel until the event that its bench is at: what comes
 * later keeps its room, the row of that event is lit and in the view.
 */
export function showRowsUntil({
  bench,
  place,
  heads,
  rows,
}: {
  bench: HTMLElement;
  place: HTMLElement;
  heads: HTMLElement;
  rows: readonly RowOfEvent[];
}) {
  const until = untilOf(bench);
  let last: RowOfEvent | undefined;
  for (const each of rows) {
    const later = until !== undefined && each.event > until;
    each.row.classList.toggle('later', later);
    each.row.classList.toggle('now', each.event === until);
    if (!later && !each.row.hidden) last = each;
  }
  if (until === undefined || !last) return;
  const { top, bottom } = last.row.getBoundingClientRect();
  const inside = place.getBoundingClientRect();
  const upper = inside.top + heads.offsetHeight;
  if (top < upper) place.scrollTop += top - upper;
  else if (bottom > inside.bottom) place.scrollTop += bottom - inside.bottom;
}
