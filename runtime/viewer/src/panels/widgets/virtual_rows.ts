// Which rows of a long list are to be drawn, and where.
//
// Browsers bound the height of an element, so a list that would be higher is
// compressed: the scroll bar then moves over several rows at once.

export interface Viewport {
  readonly count: number;
  readonly rowHeight: number;
  readonly scrollTop: number;
  readonly height: number;
}

export interface Range {
  readonly first: number;
  /** Behind the last row. */
  readonly end: number;
  /** Where the first row is to be drawn, in pixels of the scrolled content. */
  readonly top: number;
}

/** Pixels; Firefox draws nothing beyond 17 million. */
export const maxContentHeight = 8_000_000;

/** Rows above and below, so that scrolling shows no gap. */
const margin = 4;

export function contentHeight(count: number, rowHeight: number): number {
  return Math.min(count * rowHeight, maxContentHeight);
}

export function visibleRange(viewport: Viewport): Range {
  const { count, rowHeight, height } = viewport;
  const top = offsetOfScroll(viewport);
  const first = Math.max(0, Math.floor(top / rowHeight) - margin);
  const end = Math.min(count, Math.ceil((top + height) / rowHeight) + margin);
  const shift = viewport.scrollTop - top;
  return { first, end: Math.max(first, end), top: first * rowHeight + shift };
}

/** The scroll position that shows a row; the present one where it does. */
export function scrollTopFor(row: number, viewport: Viewport): number {
  const { rowHeight, height, scrollTop } = viewport;
  const top = offsetOfScroll(viewport);
  const rowTop = row * rowHeight;
  if (rowTop >= top && rowTop + rowHeight <= top + height) return scrollTop;
  const wanted = rowTop < top ? rowTop : rowTop + rowHeight - height;
  return scrollOfOffset(wanted, viewport);
}

// The pixels above the viewport of a list that is not compressed.
function offsetOfScroll(viewport: Viewport): number {
  const { count, rowHeight, height } = viewport;
  const full = count * rowHeight - height;
  const most = contentHeight(count, rowHeight) - height;
  if (full <= 0 || most <= 0) return 0;
  const scrollTop = Math.min(Math.max(0, viewport.scrollTop), most);
  return full === most ? scrollTop : (scrollTop / most) * full;
}

function scrollOfOffset(offset: number, viewport: Viewport): number {
  const { count, rowHeight, height } = viewport;
  const full = count * rowHeight - height;
  const most = contentHeight(count, rowHeight) - height;
  if (full <= 0 || most <= 0) return 0;
  const bounded = Math.min(Math.max(0, offset), full);
  return full === most ? bounded : (bounded / full) * most;
}
