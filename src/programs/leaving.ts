// What must be over before the CLI is. Every start loads this, so it loads nothing: whoever starts or makes something
// writes it here, and `ending.ts` sees it to its end.

/** A program of ours, as its end is concerned. */
interface Running {
  readonly office: boolean
  stop(grace?: number): Promise<unknown>
  kill(): unknown
}

/** Every program of this CLI that has not ended, in the order they were started. */
export const running = new Set<Running>()

/** What removes the temporary files and folders; undefined until there may be some. */
export const temporary: { remover?: { removeAll(): Promise<void>; removeAllNow(): void } } = {}

let closed = false

/** From now on nothing can be started: the CLI is leaving. */
export function startNoMore(): void {
  closed = true
}

/** Whether the CLI is leaving. */
export function isLeaving(): boolean {
  return closed
}
