/**
 * A proposal of the completion.
 *
 * @typedef {object} Proposal
 * @property {string} text what is inserted
 * @property {number} caret where the caret goes, from the end of the text backwards
 * @property {string} label
 * @property {string} about
 */

/**
 * Returns what may be typed at a place, by a schema.
 *
 * @param {any} document an OpenAPI document, which `$ref` refers to
 * @param {any} schema of the whole text
 * @param {import('./context.js').Context} context
 * @returns {Proposal[]}
 */
export function proposals(document, schema, context) {
  const wanted = context.prefix.toLowerCase()
  const all = context.expects === 'name' ? names(document, schema, context) : values(document, schema, context)
  const unique = new Map(all.map((proposal) => [proposal.label, proposal]))
  return [...unique.values()].filter(({ label }) => label.toLowerCase().startsWith(wanted) && label !== context.prefix)
}

/**
 * @param {any} document
 * @param {any} schema
 * @param {import('./context.js').Context} context
 * @returns {Proposal[]}
 */
function names(document, schema, context) {
  return at(document, schema, context.path)
    .filter(({ properties = {} }) => context.names.every((name) => name in properties))
    .flatMap(({ properties = {} }) => Object.entries(properties))
    .filter(([name]) => !context.names.includes(name))
    .map(([name, property]) => {
      const value = template(document, property)
      return { text: `"${name}": ${value}`, caret: value.length > 1 ? 1 : 0, label: name, about: about(document, property) }
    })
}

/**
 * @param {any} document
 * @param {any} schema
 * @param {import('./context.js').Context} context
 * @returns {Proposal[]}
 */
function values(document, schema, context) {
  return at(document, schema, context.path).flatMap((place) => {
    if (place.type === 'object') {
      const [name] = place.required ?? []
      if (!name) return []
      const value = template(document, place.properties?.[name] ?? {})
      const text = `{ "${name}": ${value} }`
      return [{ text, caret: value.length > 1 ? 3 : 2, label: text, about: about(document, place) }]
    }
    const options = place.type === 'boolean' ? [true, false] : [...(place.enum ?? []), ...(place.examples ?? [])]
    return options.map((option) => ({
      text: JSON.stringify(option),
      caret: 0,
      label: typeof option === 'string' ? option : JSON.stringify(option),
      about: about(document, place)
    }))
  })
}

/**
 * Returns the schemas that apply at a path: several where there are alternatives.
 *
 * @param {any} document
 * @param {any} schema
 * @param {(string | number)[]} path
 * @returns {any[]}
 */
export function at(document, schema, path) {
  const here = alternatives(document, schema)
  if (path.length === 0) return here
  const [first, ...rest] = path
  return here.flatMap((place) => {
    const next = typeof first === 'number' ? place.items : place.properties?.[first]
    return next ? at(document, next, rest) : []
  })
}

/** @param {any} document @param {any} schema @returns {any[]} */
function alternatives(document, schema) {
  const place = resolve(document, schema)
  const parts = place.oneOf ?? place.anyOf
  return parts ? parts.flatMap((/** @type {any} */ part) => alternatives(document, part)) : [place]
}

/** @param {any} document @param {any} schema @returns {any} */
function resolve(document, schema) {
  let place = schema
  while (place?.$ref) {
    place = place.$ref
      .slice(2)
      .split('/')
      .reduce((/** @type {any} */ node, /** @type {string} */ name) => node[name], document)
  }
  return place ?? {}
}

/** @param {any} document @param {any} schema */
function template(document, schema) {
  const [first] = alternatives(document, schema)
  return { string: '""', array: '[]', object: '{}' }[/** @type {string} */ (first.type)] ?? ''
}

/** @param {any} document @param {any} schema */
function about(document, schema) {
  const text = resolve(document, schema).description ?? resolve(document, schema).title ?? ''
  return text
    .split(/(?<=\.)\s/)[0]
    .replace(/`/g, '')
    .replace(/\s+/g, ' ')
    .trim()
}
