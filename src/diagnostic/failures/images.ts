// What is wrong with the image that was asked for.
import type { Failure } from './failure.js'

export const IMAGES: readonly Failure[] = [
  {
    id: 'no-such-image',
    signs: [
      /manifest unknown|manifest for \S{1,300} not found|name unknown|repository name not known/i,
      {
        line: /pull access denied for|repository does not exist or may require/i,
        nowhere: /export control regulations/i,
      },
      { line: /requested access to the resource is denied/i, nowhere: /the push refers to/i },
      /(?:^|\s)"?[\w-][\w.-]*(?::\d+)?\/[\w./-]+[:@][\w.:-]+"?: not found/im,
      /did not resolve to an alias|\btag \S{1,128} was deleted or has expired/i,
      /does not exist or no pull access|(?:image|artifact|tag|manifest) \S{1,300} (?:was )?not found/i,
      /invalid reference format/i,
      /no such image: \S/i,
    ],
    remedies: ['default-image', 'other-image', 'embedded'],
  },
  {
    id: 'wrong-platform',
    signs: [
      /no match(?:ing manifest)? for (?:platform|\w+\/\w+|\S+ in the manifest)/i,
      /exec format error|operating system does not match|-based image is incompatible with a \S+ host/i,
      /rosetta error: |qemu: uncaught target signal|rosetta is not installed|unsupported (?:os|architecture) \S*(?:linux|windows|amd64|arm)/i,
      /image operating system "?\w+"? cannot be used on this platform/i,
      /no image found in (?:image index|manifest list) for architecture/i,
    ],
    weak: [/platform(?: \([\w/]+\))? does not match|does not match the specified platform/i],
    remedies: ['platform', 'other-image', 'embedded'],
  },
]
