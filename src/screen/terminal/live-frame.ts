// How a live view is laid out: what gives way, and in which order, where the terminal is too small for all of it.
import { guided, type Page } from '../page.js'

/** What a frame is made of, each part as its lines on a given page. */
export interface FrameParts {
  heading(page: Page): string[]
  /** What the learner is asked to do, or told. */
  body(page: Page): string[]
  /** The last `most` of the hints on view. */
  hints(page: Page, most: number): string[]
  /** The last `most` of the programs' lines. */
  said(page: Page, most: number): string[]
  status(page: Page): string[]
  picture(page: Page): string[]
  /** `apart`: something of body or hints is left out, and a key shows it. */
  controls(page: Page, apart: boolean): string[]
}

export interface FrameNeeds {
  /** Lines the frame has at most. */
  height: number
  /** Lines of programs there are, and the room they had in the last frame. */
  said: number
  slots: number
  /** Hints on view; the last one was asked by the last key. */
  hints: number
  fresh: boolean
  /** The menu is open: for a moment it stands where the picture was. */
  menu: boolean
  /** The learner acts: what is to be done matters more than the programs' lines and their picture. */
  acts: boolean
  /** No legends, as in the last frame. */
  brief: boolean
}

export interface Frame {
  lines: string[]
  /** Lines of programs there was room for. */
  slots: number
  brief: boolean
  apart: boolean
}

interface Layout {
  page: Page
  hints: number
  /** At most so many lines of these. */
  picture: number
  body: number
  /** At least so many lines of programs. */
  least: number
}

/** Lines of programs that are in view before anything else gives way. */
const FEWEST_SLOTS = 3

/** The first layout that fits, from the airiest to the one that leaves most out. */
export function layOut(drawnParts: FrameParts, page: Page, needs: FrameNeeds): Frame {
  const parts = {
    ...drawnParts,
    body: once(drawnParts.body),
    status: once(drawnParts.status),
    picture: once(drawnParts.picture),
  }
  for (const layout of layouts(page, needs)) {
    const frame = drawn(parts, layout, needs)
    if (frame) return frame
  }
  return squeezed(parts, page, needs)
}

/** Drawn once for each kind of page, however many layouts are tried. */
function once(draw: (page: Page) => string[]): (page: Page) => string[] {
  const known = new Map<string, string[]>()
  return (page) => {
    const kind = `${page.brief} ${page.tight}`
    const lines = known.get(kind) ?? draw(page)
    known.set(kind, lines)
    return lines
  }
}

const ALL = Number.POSITIVE_INFINITY

function* layouts(wide: Page, { hints, fresh, menu, acts, brief: wasBrief }: FrameNeeds): Generator<Layout> {
  const brief = { ...wide, brief: true }
  const tight = { ...brief, tight: true }
  const whole: Layout = { page: wide, hints, picture: ALL, body: ALL, least: FEWEST_SLOTS }
  if (!wasBrief) yield whole
  for (let most = hints; most >= Math.min(hints, 1); most--) yield { ...whole, page: brief, hints: most }
  const last = Math.min(hints, 1)
  if (menu) for (const least of [FEWEST_SLOTS, 1]) yield { ...whole, page: brief, hints: last, picture: 0, least }
  for (const least of acts ? [FEWEST_SLOTS, 1, 0] : [FEWEST_SLOTS, 1]) {
    yield { ...whole, page: tight, hints: last, least }
  }
  if (!fresh) yield { ...whole, page: tight, hints: 0, least: acts ? 0 : 1 }
}

/** The frame by this layout; none when it is too high. */
function drawn(parts: FrameParts, layout: Layout, needs: FrameNeeds): Frame | undefined {
  const { page, least } = layout
  const gap = guided('', page)
  const airy = !page.tight
  const apart = layout.hints < needs.hints
  const hints = parts.hints(page, layout.hints)
  const above = [parts.heading(page), parts.body(page), hints].flatMap((part) =>
    part.length > 0 && airy ? [...part, gap] : part,
  )
  const status = parts.status(page)
  const picture = layout.picture === 0 ? [] : parts.picture(page)
  const roomy = !page.brief
  const under = [...status, ...(roomy && status.length > 0 && picture.length > 0 ? [gap] : []), ...picture]
  const below = [
    ...(roomy ? [gap] : []),
    ...under,
    ...(roomy && under.length > 0 ? [gap] : []),
    ...parts.controls(page, apart),
  ]
  const room = needs.height - above.length - below.length
  if (room < least) return undefined
  const slots = Math.min(Math.max(needs.slots, needs.said), room)
  const said = parts.said(page, slots)
  const empty = Array.from({ length: slots - said.length }, () => gap)
  return { lines: [...above, ...said, ...empty, ...below], slots, brief: page.brief === true, apart }
}

/** Where nothing fits whole: the picture gives way where the learner acts, then the body's end; a key shows the body. */
function squeezed(parts: FrameParts, wide: Page, needs: FrameNeeds): Frame {
  const page = { ...wide, brief: true, tight: true }
  const heading = parts.heading(page)
  const body = parts.body(page)
  const shown = needs.fresh ? 1 : 0
  const hints = parts.hints(page, shown)
  const status = parts.status(page)
  const picture = needs.menu ? [] : parts.picture(page)
  const slots = needs.acts ? 0 : Math.min(1, needs.said)
  const most = (apart: boolean) =>
    needs.height - heading.length - hints.length - status.length - slots - parts.controls(page, apart).length
  const sees = (apart: boolean, body: string[], picture: string[]): Frame => ({
    lines: [
      ...heading,
      ...body,
      ...hints,
      ...parts.said(page, slots),
      ...status,
      ...picture,
      ...parts.controls(page, apart),
    ],
    slots,
    brief: true,
    apart,
  })
  const left = shown < needs.hints
  if (needs.acts && body.length <= most(left)) return sees(left, body, cut(picture, most(left) - body.length, page))
  const kept = needs.acts ? [] : picture
  const frame = sees(true, cut(body, Math.max(1, most(true) - kept.length), page), kept)
  return { ...frame, lines: fit(frame.lines, needs.height) }
}

/** The first lines, and a sign that there are more. */
function cut(lines: string[], most: number, page: Page): string[] {
  if (lines.length <= most) return lines
  return most <= 0 ? [] : [...lines.slice(0, most - 1), guided(page.theme.quiet(page.glyphs.ellipsis), page)]
}

/** Of a frame that is still too high: its heading, and all that fits from the bottom up. */
function fit(lines: string[], height: number): string[] {
  return lines.length <= height ? lines : [lines[0]!, ...lines.slice(-(height - 1))]
}
