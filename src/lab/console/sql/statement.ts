import type { Submittable } from 'pg';
import type { Shown } from '../shown.ts';
import { tableText, type Table } from '../table.ts';
import { showError, type Complaint } from './show-error.ts';

interface Field {
  name: string;
  dataTypeID: number;
}

/** What a query of pg is told to say to its server. */
interface Wire {
  query(text: string): void;
  sendCopyFail(message: string): void;
}

/** Types whose values stand at the right: numbers, object and transaction ids. */
const AT_RIGHT = [20, 21, 23, 26, 28, 29, 700, 701, 790, 1700, 5069];
const CANCELLED = 'No more of it can be shown: the statement was cancelled.';
/** Each cell counts at least as much, so that there are not too many. */
const CELL = 8;

/**
 * One statement by the simple protocol: its rows as they come, as text; the
 * first of them are kept until the table can be aligned.
 */
export class Statement implements Submittable {
  readonly done: Promise<void>;
  #text: string;
  #shown: Shown;
  #name: (text: string) => string;
  #tooMuch: () => void;
  #resolve!: () => void;
  #table: Table | undefined;
  #kept = 0;
  #cut = false;
  #copied = false;
  #count = 0;

  constructor(
    text: string,
    shown: Shown,
    options: {
      /** Puts the course's names in the place of the lease's. */
      name(text: string): string;
      /** Called when no more rows can be shown. */
      tooMuch(): void;
    },
  ) {
    this.#text = text;
    this.#shown = shown;
    this.#name = options.name;
    this.#tooMuch = options.tooMuch;
    this.done = new Promise((resolve) => (this.#resolve = resolve));
  }

  submit(connection: unknown) {
    (connection as Wire).query(this.#text);
  }

  handleRowDescription({ fields }: { fields: Field[] }) {
    this.#count = 0;
    this.#table = {
      columns: fields.map(({ name, dataTypeID }) => ({
        name: this.#name(name),
        right: AT_RIGHT.includes(dataTypeID),
      })),
      rows: [],
    };
  }

  handleDataRow({ fields }: { fields: (string | null)[] }) {
    this.#count++;
    if (!this.#table || this.#cut) return;
    const left = this.#shown.left - this.#kept;
    const row = fields.map(
      (cell) => cell && this.#name(cell.slice(0, Math.max(0, left))),
    );
    this.#table.rows.push(row);
    for (const cell of row) this.#kept += Math.max(CELL, cell?.length ?? 0);
    if (this.#kept < this.#shown.left) return;
    this.#cut = true;
    this.#tooMuch();
  }

  handleCommandComplete({ text }: { text: string }) {
    if (this.#table) this.#showTable();
    // psql says nothing of a SELECT but its rows, nor of a COPY to here.
    const rows = /^(SELECT|FETCH|SHOW|EXPLAIN)\b/.test(text);
    if (!rows && !this.#copied) this.#shown.text(`${text}\n`);
    this.#copied = false;
  }

  #showTable() {
    const { columns, rows } = this.#table!;
    this.#table = undefined;
    this.#kept = 0;
    const aligned = tableText({ columns, rows }, this.#shown.left);
    const count = this.#count;
    this.#shown.text(`${aligned}(${count} row${count === 1 ? '' : 's'})\n\n`);
  }

  handleEmptyQuery() {}

  handleCopyInResponse(connection: Wire) {
    connection.sendCopyFail('there is no data to be typed in this console');
  }

  handleCopyData({ chunk }: { chunk: Buffer }) {
    this.#copied = true;
    if (this.#cut) return;
    this.#shown.text(this.#name(chunk.toString()));
    if (!this.#shown.full) return;
    this.#cut = true;
    this.#tooMuch();
  }

  handleError(error: Complaint) {
    // psql shows no row of a statement that failed; this one was cut by us.
    if (this.#table && this.#cut) {
      const { columns, rows } = this.#table;
      this.#shown.text(tableText({ columns, rows }, this.#shown.left));
    }
    if (this.#cut) this.#shown.note(CANCELLED);
    this.#table = undefined;
    if (error.severity) {
      const complaint = { ...error, message: this.#name(error.message ?? '') };
      this.#shown.text(showError(complaint, this.#text));
    } else this.#resolve(); // the connection is gone
  }

  handleReadyForQuery() {
    this.#resolve();
  }
}
