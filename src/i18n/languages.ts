// The languages there are, a folder each. Adding one is adding its folder, and naming it here.
import en from './en/index.js'
import fr from './fr/index.js'

/** French, the reference, first. */
export const TEXTS = { fr, en }
