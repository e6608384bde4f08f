// What is drawn under a step's lines: the counter, unless the step has another picture.
import type { Block } from '../../screen/screen.js'
import type { Section } from '../prose.js'
import type { Scene } from '../scene/scene.js'

export interface Pictured {
  /** The team whose bookmarks are drawn on the counter. */
  group?: string
  /** The one drawer that is drawn, where the others stay empty. */
  drawer?: number
  /** The picture is made of the programs' lines alone: it goes on while the office is closed. */
  told?: boolean
  /** Other pictures than the counter's, read from the broker each time. */
  picture?(scene: Scene, section: Section): Promise<Block[]>
}

/** The step's picture, as the broker tells it now. */
export async function pictureOf(
  scene: Scene,
  section: Section,
  { group, drawer, picture }: Pictured,
): Promise<Block[]> {
  if (picture) return picture(scene, section)
  const counter = await scene.counter(group)
  if (drawer === undefined) return [counter]
  return [{ ...counter, drawers: counter.drawers.filter(({ partition }) => partition === drawer) }]
}
