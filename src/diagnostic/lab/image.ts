// The lab's image: complete, with right digests, and a few hundred bytes in all: one layer that holds one file.
// https://github.com/opencontainers/image-spec (config.md, layer.md) and
// https://distribution.github.io/distribution/spec/manifest-v2-2/
import { createHash } from 'node:crypto'
import { arch } from 'node:os'
import { gzipSync } from 'node:zlib'

export interface Blob {
  mediaType: string
  digest: string
  bytes: Buffer
}

export interface LabImage {
  manifest: Blob
  config: Blob
  layer: Blob
}

const BLOCK = 512
const FILE = 'LISEZMOI'
const TEXT = 'Cette image est celle du laboratoire de guichet.\nThis image is the one of guichet’s lab.\n'

/** An image for this machine's processor, the same bytes each time. */
export function labImage(): LabImage {
  const files = tar(FILE, Buffer.from(TEXT))
  const layer = blob('application/vnd.docker.image.rootfs.diff.tar.gzip', gzipSync(files))
  const config = json('application/vnd.docker.container.image.v1+json', {
    architecture: arch() === 'arm64' ? 'arm64' : 'amd64',
    os: 'linux',
    created: '1970-01-01T00:00:00Z',
    config: { Cmd: [`/${FILE}`], Labels: { guichet: 'lab' } },
    rootfs: { type: 'layers', diff_ids: [digestOf(files)] },
    history: [{ created: '1970-01-01T00:00:00Z', created_by: 'guichet' }],
  })
  const manifest = json('application/vnd.docker.distribution.manifest.v2+json', {
    schemaVersion: 2,
    mediaType: 'application/vnd.docker.distribution.manifest.v2+json',
    config: describe(config),
    layers: [describe(layer)],
  })
  return { manifest, config, layer }
}

export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash('sha256').update(bytes).digest('hex')}`
}

function describe({ mediaType, digest, bytes }: Blob) {
  return { mediaType, size: bytes.length, digest }
}

function json(mediaType: string, value: object): Blob {
  return blob(mediaType, Buffer.from(JSON.stringify(value)))
}

function blob(mediaType: string, bytes: Buffer): Blob {
  return { mediaType, digest: digestOf(bytes), bytes }
}

/** A POSIX tar of one file, all dates at zero: header, contents, two empty blocks. */
function tar(name: string, contents: Buffer): Buffer {
  const header = Buffer.alloc(BLOCK)
  const field = (text: string, at: number) => header.write(text, at, 'ascii')
  field(name, 0)
  field('0000644\0', 100)
  field('0000000\0', 108) // owner
  field('0000000\0', 116) // group
  field(`${contents.length.toString(8).padStart(11, '0')}\0`, 124)
  field('00000000000\0', 136) // date
  field('        ', 148) // the sum counts its own field as spaces
  field('0', 156) // a plain file
  field('ustar\0', 257)
  field('00', 263)
  const sum = header.reduce((total, byte) => total + byte, 0)
  field(`${sum.toString(8).padStart(6, '0')}\0 `, 148)
  const padding = Buffer.alloc((BLOCK - (contents.length % BLOCK)) % BLOCK)
  return Buffer.concat([header, contents, padding, Buffer.alloc(2 * BLOCK)])
}
