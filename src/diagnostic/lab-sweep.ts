// Run by the janitor once a CLI whose lab had docker pull something is gone, whatever ended it. Its arguments are the images.
import { removeImages } from './lab/sweep.js'

await removeImages(process.argv.slice(2))
process.exit(0)
