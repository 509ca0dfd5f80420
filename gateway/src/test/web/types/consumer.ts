// A client's code, checked against the types that openapi-typescript makes of the description. What follows @ts-expect-error must not compile.
import type { components, paths } from './pokebatch'

type Schemas = components['schemas']

const shortest: Schemas['BatchRequest'] = { requests: ['pokemon/1'] }

const longest: Schemas['BatchRequest'] = {
  requests: [
    'pokemon/1..151',
    { id: 'page', get: 'pokemon?limit=24&offset=48', fields: 'results', expand: [] },
    { get: { from: 'page', path: '$.results[*].url', max: 3 } },
    { random: 'pokemon' },
    { random: { from: 'page', path: '$.results[*].url' }, count: 6, seed: 42 },
    { all: 'nature' },
    { sequence: ['type/fire', { parallel: ['move/57', 'move/58'], onError: 'stop' }], deadlineMs: 1000 }
  ],
  mode: 'parallel',
  concurrency: 32,
  onError: 'stop',
  deadlineMs: 15000,
  fields: { id: 'id', hp: "value($.stats[?@.stat.name=='hp'].base_stat)" },
  expand: ['species'],
  language: 'de',
  transport: 'blocking',
  cache: 'only-if-cached',
  envelope: 'full',
  trace: true
}

// @ts-expect-error a typo
const typo: Schemas['Step'] = { gett: 'x' }
// @ts-expect-error no step is a number
const number: Schemas['Step'] = 42
// @ts-expect-error a typo
const typoOfTarget: Schemas['Target'] = { gett: 'x' }
// @ts-expect-error no document is a number
const numberOfTarget: Schemas['Target'] = 42
// @ts-expect-error a typo beside a member that is right
const typoBeside: Schemas['Step'] = { get: 'pokemon/1', feilds: 'id' }
// @ts-expect-error a reference needs a path
const pathless: Schemas['Step'] = { get: { from: 'page' } }
// @ts-expect-error a draw needs a number
const text: Schemas['Step'] = { random: 'pokemon', count: 'six' }
// @ts-expect-error a batch has steps
const empty: Schemas['BatchRequest'] = {}
// @ts-expect-error steps are an array
const single: Schemas['BatchRequest'] = { requests: 'pokemon/1' }
// @ts-expect-error no such mode
const serial: Schemas['BatchRequest'] = { requests: ['pokemon/1'], mode: 'serial' }
// @ts-expect-error a typo of an option
const option: Schemas['BatchRequest'] = { requests: ['pokemon/1'], concurency: 3 }

/** What a client reads of an answer. */
function names(answer: Schemas['BatchAnswer']): string[] {
  const failures = answer.responses.flatMap((step) => ('problem' in step && step.problem ? [step.problem.title] : []))
  const documents = answer.responses.flatMap((step) => ('items' in step ? step.items : []))
  // @ts-expect-error a typo in an answer
  answer.summary.suceeded
  return [...failures, ...documents.map((item) => item.get ?? ''), String(answer.summary.succeeded), String(answer.complete)]
}

type Query = NonNullable<paths['/v1/{resource}/{keys}']['get']['parameters']['query']>

const noQuery: Query = {}
const query: Query = { fields: 'id,name', format: 'csv' }
// @ts-expect-error no such format
const excel: Query = { format: 'xlsx' }

export { shortest, longest, typo, number, typoOfTarget, numberOfTarget, typoBeside, pathless, text, empty, single, serial, option, names }
export { noQuery, query, excel }
