import type { BrokerList, Lease } from '../../../services/service.ts';
import { SHOWN } from '../limits.ts';
import { tableText } from '../table.ts';

/** What `list` answers: aligned, sorted. */
export async function listed(kind: string, lease: Lease): Promise<string> {
  const rows = await lease.list?.(kind as BrokerList);
  const [heading = [], ...entries] = rows ?? [];
  if (entries.length === 0) return 'No items\n';
  return tableText(
    {
      columns: heading.map((name, at) => ({
        name,
        right: entries.every((row) => /^\d+$/.test(row[at]!)),
      })),
      rows: entries,
    },
    SHOWN,
  );
}
