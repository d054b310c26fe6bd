// The algebra of sorted, disjoint, closed intervals; the same for addresses (bigint) and ports (number).
//
// Every list taken and returned here is in normal form: ascending, disjoint, and not even touching, so that equal sets
// have equal lists. All operations are linear merges.

/** All values from `first` to `last`, both included. */
export interface Interval<T extends number | bigint> {
  readonly first: T;
  readonly last: T;
}

/** The neighbours of a value. */
export interface Steps<T extends number | bigint> {
  readonly next: (value: T) => T;
  readonly previous: (value: T) => T;
}

/** Steps of numbers. */
export const numberSteps: Steps<number> = { next: (value) => value + 1, previous: (value) => value - 1 };

/** Steps of bigints. */
export const bigintSteps: Steps<bigint> = { next: (value) => value + 1n, previous: (value) => value - 1n };

type List<T extends number | bigint> = readonly Interval<T>[];

/** Normal form of any intervals, in O(n log n); those with `first > last` are dropped. */
export function normalize<T extends number | bigint>(list: List<T>, steps: Steps<T>): List<T> {
  const [only] = list;
  // The usual list. Joining would make room for more intervals, in each of thousands of sets.
  if (only !== undefined && list.length === 1) return only.first <= only.last ? [{ first: only.first, last: only.last }] : [];
  const sorted = list.filter((interval) => interval.first <= interval.last);
  if (!isAscending(sorted)) sorted.sort((left, right) => compare(left.first, right.first));
  return joinAscending(sorted, steps);
}

function isAscending<T extends number | bigint>(list: List<T>): boolean {
  let previous: Interval<T> | undefined;
  for (const interval of list) {
    if (previous !== undefined && previous.first > interval.first) return false;
    previous = interval;
  }
  return true;
}

function compare<T extends number | bigint>(left: T, right: T): number {
  if (left < right) return -1;
  return left > right ? 1 : 0;
}

/** Joins intervals that overlap or touch, given in ascending order of `first`. */
export function joinAscending<T extends number | bigint>(sorted: List<T>, steps: Steps<T>): List<T> {
  const result: Interval<T>[] = [];
  let open: Interval<T> | undefined;
  for (const interval of sorted) {
    if (open === undefined) open = { first: interval.first, last: interval.last };
    else if (interval.first > steps.next(open.last)) {
      result.push(open);
      open = { first: interval.first, last: interval.last };
    } else if (interval.last > open.last) open = { first: open.first, last: interval.last };
  }
  if (open !== undefined) result.push(open);
  return result;
}

/** Values in either list. */
export function unite<T extends number | bigint>(left: List<T>, right: List<T>, steps: Steps<T>): List<T> {
  if (left.length === 0) return right;
  if (right.length === 0) return left;
  const merged: Interval<T>[] = [];
  let other = 0;
  for (const interval of left) {
    for (let next = right[other]; next !== undefined && next.first < interval.first; next = right[++other]) merged.push(next);
    merged.push(interval);
  }
  for (let next = right[other]; next !== undefined; next = right[++other]) merged.push(next);
  return joinAscending(merged, steps);
}

/** Values in both lists. */
export function common<T extends number | bigint>(left: List<T>, right: List<T>): List<T> {
  const result: Interval<T>[] = [];
  let l = 0;
  let r = 0;
  for (let a = left[l], b = right[r]; a !== undefined && b !== undefined; a = left[l], b = right[r]) {
    const first = a.first > b.first ? a.first : b.first;
    const last = a.last < b.last ? a.last : b.last;
    if (first <= last) result.push({ first, last });
    if (a.last < b.last) l++;
    else r++;
  }
  return result;
}

/** Values in `left` and not in `right`. */
export function without<T extends number | bigint>(left: List<T>, right: List<T>, steps: Steps<T>): List<T> {
  if (right.length === 0) return left;
  const result: Interval<T>[] = [];
  let r = 0;
  for (const { first, last } of left) {
    let start = first;
    for (let hole = right[r]; hole !== undefined && hole.last < start; hole = right[++r]);
    for (let at = r, hole = right[at]; hole !== undefined && hole.first <= last; hole = right[++at]) {
      if (hole.first > start) result.push({ first: start, last: steps.previous(hole.first) });
      start = steps.next(hole.last);
    }
    if (start <= last) result.push({ first: start, last });
  }
  return result;
}

/** Whether every value of `inner` is in `outer`. */
export function includes<T extends number | bigint>(outer: List<T>, inner: List<T>): boolean {
  let at = 0;
  return inner.every((interval) => {
    let candidate = outer[at];
    while (candidate !== undefined && candidate.last < interval.first) candidate = outer[++at];
    return candidate !== undefined && candidate.first <= interval.first && interval.last <= candidate.last;
  });
}

/** Whether the lists have a value in common. */
export function meet<T extends number | bigint>(left: List<T>, right: List<T>): boolean {
  let at = 0;
  return left.some((interval) => {
    let candidate = right[at];
    while (candidate !== undefined && candidate.last < interval.first) candidate = right[++at];
    return candidate !== undefined && candidate.first <= interval.last;
  });
}

/** Whether the lists hold the same values. */
export function same<T extends number | bigint>(left: List<T>, right: List<T>): boolean {
  return left.length === right.length && left.every(({ first, last }, at) => {
    const other = right[at];
    return first === other?.first && last === other.last;
  });
}
