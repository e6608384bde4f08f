// The image, brought here if it is not: the one part of the start that may take minutes, so its progress is told.
import { OfficeError } from '../post-office.js'
import { docker, refused } from './engine.js'

/** How far the download is: layers of the image that are here, of those it has. */
export interface PullProgress {
  image: string
  done: number
  total: number
}

/** Whether the image is here: then nothing is downloaded. @throws OfficeError as `ensureImage` */
export async function isImageHere(image: string): Promise<boolean> {
  const here = await docker(['image', 'inspect', '--format', '{{.Id}}', image])
  if (here.code !== 0 && !/no such image/i.test(here.said)) throw refused('docker image inspect', here.said)
  return here.code === 0
}

/**
 * Pulls the image unless it is already here; then nobody is asked. However long that takes: Ctrl-C ends it.
 * @throws OfficeError `docker-pull-failed` {image, output}, `docker-missing`, `docker-slow`, `docker-refused`
 */
export async function ensureImage(image: string, onProgress: (progress: PullProgress) => void): Promise<void> {
  if (await isImageHere(image)) return
  const layers = new Map<string, boolean>()
  onProgress({ image, done: 0, total: 0 })
  const { code, said } = await docker(['pull', image], {
    deadline: undefined,
    onLine(line) {
      if (!note(layers, line)) return
      onProgress({ image, done: [...layers.values()].filter(Boolean).length, total: layers.size })
    },
  })
  if (code !== 0) throw new OfficeError('docker-pull-failed', { image, output: said.trim() })
}

/** `4f4fb700ef54: Pull complete`: whether the line changes what is known of the layers. */
function note(layers: Map<string, boolean>, line: string): boolean {
  const [, layer, what = ''] = /^([0-9a-f]{12}): (.+)$/.exec(line.trim()) ?? []
  if (layer === undefined) return false
  const done = /^(Pull complete|Already exists)/.test(what)
  const changed = layers.get(layer) !== done
  layers.set(layer, done || layers.get(layer) === true)
  return changed
}
