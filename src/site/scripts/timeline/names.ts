import { serviceName } from '../../service-names.ts';
import type { Heights, Row } from './rows.ts';

/** Who each line is of; stays in view while the drawing moves. */
export function namesOf(rows: Row[], heights: Heights): HTMLElement {
  const names = document.createElement('div');
  names.className = 'names';
  names.append(
    ...rows.map((row, index) => {
      const name = document.createElement('span');
      name.className = 'pane' in row ? 'pane' : 'service';
      name.textContent =
        'pane' in row ? row.pane : (serviceName(row.service) ?? row.service);
      name.style.top = `${heights.at[index]}px`;
      return name;
    }),
  );
  const longest = [...names.children].map((each) => each.textContent.length);
  names.style.width = `${Math.min(14, Math.max(0, ...longest)) + 2}ch`;
  return names;
}
