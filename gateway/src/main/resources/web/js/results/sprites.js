import { key } from '../api/key.js'

/** @typedef {import('../run/run.js').Row} Row */

const FOLDER = '/sprites/'

/**
 * Returns the URL of the sprite of a Pokémon, or of a species, which has the id of its Pokémon; from this origin. Null for other documents.
 *
 * @param {Row} row
 */
export function spriteOf(row) {
  if (row.outcome !== 'succeeded' || !row.body) return null
  const link = row.body.sprites?.front_default
  if (typeof link === 'string' && link.includes(FOLDER)) return `/v1/sprites/${link.slice(link.lastIndexOf(FOLDER) + FOLDER.length)}`
  const isPokemon = /^pokemon(-species)?\/[^/]+$/.test(row.label)
  return isPokemon && Number.isInteger(row.body.id) ? `/v1/sprites/pokemon/${row.body.id}.png` : null
}

/**
 * Returns a sprite as a picture that is loaded when it is seen; null if the document has none. A picture carries no API key, so
 * there are none where a key is needed.
 *
 * @param {Row} row
 * @param {() => Element} otherwise what is shown in place of a picture that cannot be loaded
 */
export function sprite(row, otherwise) {
  const url = key() ? null : spriteOf(row)
  if (!url) return null
  const image = new Image(44, 44)
  image.className = 'picture sprite'
  image.alt = ''
  image.loading = 'lazy'
  image.addEventListener('error', () => image.replaceWith(otherwise()))
  image.src = url
  return image
}
