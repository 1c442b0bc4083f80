// A long list, of which only the rows in sight are elements.

import { element, setShown } from "./dom.js";
import { contentHeight, scrollTopFor, visibleRange } from "./virtual_rows.js";

/** A row, whose element shows one row of the list after another. */
export interface RowView {
  readonly root: HTMLElement;
}

export interface VirtualListGiven<Row extends RowView> {
  /** Pixels; the same for all rows. */
  readonly rowHeight: number;
  /** Attributes of the element that scrolls. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly count: () => number;
  readonly makeRow: () => Row;
  /** Shows the row of this number in a view that may show another one. */
  readonly fillRow: (row: Row, index: number) => void;
}

export class VirtualList<Row extends RowView> {
  /** The element that scrolls. */
  readonly root: HTMLElement;
  /** Holds the rows, below what `head` holds. */
  private readonly content: HTMLElement;
  private readonly given: VirtualListGiven<Row>;
  private readonly pool: Row[] = [];
  private height = 0;
  private drawn = -1;

  constructor(given: VirtualListGiven<Row>, head?: HTMLElement) {
    this.given = given;
    this.content = element("div", { class: "rows", role: "presentation" });
    this.root = element(
      "div",
      { class: "virtual-list", ...given.attributes },
      head,
      this.content,
    );
    this.root.addEventListener("scroll", () => this.draw(), { passive: true });
    new ResizeObserver(() => this.draw()).observe(this.root);
  }

  /** Draws the rows in sight again. */
  draw(): void {
    const { rowHeight, count, makeRow, fillRow } = this.given;
    const rows = count();
    const height = contentHeight(rows, rowHeight);
    if (height !== this.height) {
      this.height = height;
      this.content.style.height = `${height}px`;
    }
    const viewHeight = this.root.clientHeight;
    if (viewHeight === 0) return;
    const range = visibleRange(this.viewport());
    const size = range.end - range.first;
    while (this.pool.length < size) {
      const row = makeRow();
      row.root.classList.add("row");
      row.root.style.height = `${rowHeight}px`;
      this.pool.push(row);
      this.content.append(row.root);
    }
    // A row keeps its element while it is in sight, so that the focus stays.
    for (let place = 0; place < this.pool.length; ++place) {
      const pooled = this.pool.length;
      const first = range.first;
      const index = first + ((((place - first) % pooled) + pooled) % pooled);
      const row = this.pool[place]!;
      const isShown = index < range.end;
      setShown(row.root, isShown);
      if (!isShown) continue;
      const top = range.top + (index - first) * rowHeight;
      row.root.style.transform = `translateY(${top}px)`;
      fillRow(row, index);
    }
    this.drawn = rows;
  }

  /** Scrolls as little as shows the row. */
  reveal(index: number): void {
    if (this.drawn !== this.given.count()) this.draw();
    const wanted = scrollTopFor(index, this.viewport());
    if (wanted !== this.root.scrollTop) {
      this.root.scrollTop = wanted;
      this.draw();
    }
  }

  /** Whether the last row is in sight. */
  get isAtEnd(): boolean {
    const { scrollTop, clientHeight, scrollHeight } = this.root;
    return scrollTop + clientHeight >= scrollHeight - 2;
  }

  /** How many rows fit, for the keys PageUp and PageDown. */
  get pageSize(): number {
    const { rowHeight } = this.given;
    return Math.max(1, Math.floor(this.bodyHeight / rowHeight) - 1);
  }

  private get bodyHeight(): number {
    return Math.max(0, this.root.clientHeight - this.content.offsetTop);
  }

  private viewport(): Parameters<typeof visibleRange>[0] {
    return {
      count: this.given.count(),
      rowHeight: this.given.rowHeight,
      scrollTop: this.root.scrollTop,
      height: this.bodyHeight,
    };
  }
}
