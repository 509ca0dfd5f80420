/** Colours of the types of Pokémon; drawn as dots and pictures, never behind text. */
export const TYPE_COLOURS = /** @type {Record<string, string>} */ ({
  normal: '#9a9b6e',
  fire: '#e8733a',
  water: '#4f86e8',
  electric: '#e0b31e',
  grass: '#55a83f',
  ice: '#6cc0c0',
  fighting: '#b83a34',
  poison: '#94489a',
  ground: '#cda85a',
  flying: '#8f86d8',
  psychic: '#e65a83',
  bug: '#94a524',
  rock: '#ac9440',
  ghost: '#66538f',
  dragon: '#6a3fe0',
  dark: '#66564a',
  steel: '#8f9bb0',
  fairy: '#d8859f'
})

/**
 * Returns the names of a document's types; empty if it has none.
 *
 * @param {any} body
 * @returns {string[]}
 */
export function typesOf(body) {
  const types = body?.types
  if (!Array.isArray(types)) return []
  return types.map((entry) => (typeof entry === 'string' ? entry : entry?.type?.name)).filter((name) => typeof name === 'string')
}
