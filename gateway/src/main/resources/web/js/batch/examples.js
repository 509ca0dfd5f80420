/**
 * @typedef {object} Example
 * @property {string} id
 * @property {string} title
 * @property {string} about one sentence
 * @property {object} batch
 * @property {'cards' | 'table' | 'json' | 'times'} view how its results are shown at first
 */

const CARD = 'id,name,types.type.name'

/** @type {Example[]} */
export const EXAMPLES = [
  {
    id: 'random',
    title: 'Twenty random Pokémon',
    about: 'Twenty documents, requested side by side: waiting for all takes as long as waiting for one.',
    view: 'cards',
    batch: { requests: [{ random: 'pokemon', count: 20 }], fields: CARD }
  },
  {
    id: 'typo',
    title: 'A typo',
    about: 'A name that does not exist fails alone, and its problem suggests what may be meant.',
    view: 'cards',
    batch: { requests: ['pokemon/pikachu', 'pokemon/bulbasuar', 'pokemon/charizrd', 'pokemon/Mr. Mime'], fields: CARD }
  },
  {
    id: 'family',
    title: 'An evolution family',
    about: 'Each step waits for the one that it refers to: the species, its evolution chain, and everyone in it.',
    view: 'cards',
    batch: {
      requests: [
        { id: 'species', get: 'pokemon-species/charmander', fields: 'name,evolution_chain' },
        { id: 'chain', get: { from: 'species', path: '$.evolution_chain.url' }, fields: 'id,chain' },
        { id: 'family', get: { from: 'chain', path: '$.chain..species' }, fields: 'id,name,color.name' }
      ]
    }
  },
  {
    id: 'kanto',
    title: 'All of Kanto',
    about: '151 documents as a table. At most 32 are requested at once; the others wait for their turn.',
    view: 'table',
    batch: { requests: ['pokemon/1..151'], fields: 'id,name,types.type.name,height,weight', concurrency: 32 }
  },
  {
    id: 'groups',
    title: 'Sequence beside parallel',
    about: 'Two groups run side by side; in one of them each document waits for the one before.',
    view: 'times',
    batch: {
      requests: [
        { id: 'one-by-one', sequence: ['pokemon/1', 'pokemon/2', 'pokemon/3', 'pokemon/4', 'pokemon/5'] },
        {
          id: 'at-once',
          parallel: ['pokemon/6', 'pokemon/7', { sequence: ['pokemon/8', { parallel: ['pokemon/9', 'pokemon/10', 'pokemon/11'] }] }]
        }
      ],
      fields: CARD
    }
  }
]

/**
 * Writes a batch as a person would: short values on one line.
 *
 * @param {unknown} value
 * @param {string} [indent]
 * @returns {string}
 */
export function pretty(value, indent = '') {
  const flat = JSON.stringify(value, null, 1).replace(/\n\s*/g, ' ')
  if (typeof value !== 'object' || value === null || (flat.length + indent.length < 68 && indent)) return flat
  const inner = indent + '  '
  const parts = Array.isArray(value)
    ? value.map((item) => inner + pretty(item, inner))
    : Object.entries(value).map(([name, item]) => `${inner}${JSON.stringify(name)}: ${pretty(item, inner)}`)
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}']
  return parts.length ? `${open}\n${parts.join(',\n')}\n${indent}${close}` : open + close
}
