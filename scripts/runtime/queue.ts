/** Something that is due at a virtual time. */
export type Timed = {
  at: number;
  /** Among what is due, the lowest first. */
  score: number;
  /** Among equal scores, the order of arrival. Set by the queue. */
  order: number;
};

function heap<T>(before: (a: T, b: T) => boolean) {
  const items: T[] = [];
  const swap = (i: number, j: number) => ([items[i], items[j]] = [items[j] as T, items[i] as T]);
  const less = (i: number, j: number) => before(items[i] as T, items[j] as T);
  return {
    items,
    push(item: T): void {
      let i = items.push(item) - 1;
      for (let up = (i - 1) >> 1; i > 0 && less(i, up); i = up, up = (i - 1) >> 1) swap(i, up);
    },
    pop(): T | undefined {
      const top = items[0];
      const last = items.pop();
      if (items.length === 0 || last === undefined) return top;
      items[0] = last;
      for (let i = 0; ; ) {
        let least = i;
        for (const child of [2 * i + 1, 2 * i + 2]) if (child < items.length && less(child, least)) least = child;
        if (least === i) return top;
        swap(i, least);
        i = least;
      }
    },
  };
}

type Unordered<T> = T extends Timed ? Omit<T, "order"> : never;

/**
 * A queue over virtual time: timers ordered by time, and what is due ordered by score. Deterministic.
 */
export class JobQueue<T extends Timed> {
  #arrivals = 0;
  readonly #timers = heap<T>((a, b) => a.at < b.at || (a.at === b.at && a.order < b.order));
  readonly #due = heap<T>((a, b) => a.score < b.score || (a.score === b.score && a.order < b.order));

  add(job: Unordered<T>): void {
    this.#timers.push({ ...job, order: ++this.#arrivals } as unknown as T);
  }

  /** Puts a job that was taken, but could not start, back in its place. */
  putBack(job: T): void {
    this.#timers.push(job);
  }

  /** Takes the first job that is due at `now`, or undefined. */
  take(now: number): T | undefined {
    for (let next = this.#timers.items[0]; next !== undefined && next.at <= now; next = this.#timers.items[0]) {
      this.#timers.pop();
      this.#due.push(next);
    }
    return this.#due.pop();
  }

  /** When the next job is due, or null. */
  nextAt(): number | null {
    return this.#due.items[0]?.at ?? this.#timers.items[0]?.at ?? null;
  }

  /** When the next job of those that `counts` accepts is due, or null. Looks at every job. */
  nextAtOf(counts: (job: T) => boolean): number | null {
    let next: number | null = null;
    for (const job of [...this.#due.items, ...this.#timers.items]) {
      if (counts(job) && (next === null || job.at < next)) next = job.at;
    }
    return next;
  }
}
