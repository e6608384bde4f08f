// Where the package lies, and what is said when it lies nowhere.
import { parse } from 'node:path'
import { expect, it } from 'vitest'
import { findRoot, packageRoot } from '../src/package-root.js'

it('is the nearest folder above that holds package.json', () => {
  expect(findRoot(import.meta.dirname)).toBe(packageRoot)
})

it('is said to be missing, outside any package', () => {
  const { root } = parse(process.cwd())
  expect(() => findRoot(root)).toThrow(`no package.json in ${root}`)
})
