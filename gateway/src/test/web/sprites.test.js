import assert from 'node:assert/strict'
import { test } from 'node:test'
import { spriteOf } from '../../main/resources/web/js/results/sprites.js'

const row = (label, body, outcome = 'succeeded') => ({ label, body, outcome })

test('a document that links to its sprite has that one, from this origin', () => {
  const link = 'https://raw.githubusercontent.com/PokeAPI/sprites/master/sprites/pokemon/other/home/25.png'
  assert.equal(spriteOf(row('pokemon/pikachu', { sprites: { front_default: link } })), '/v1/sprites/pokemon/other/home/25.png')
})

test('a Pokémon has the sprite of its id, and its species too', () => {
  assert.equal(spriteOf(row('pokemon-species/eevee', { id: 133 })), '/v1/sprites/pokemon/133.png')
  assert.equal(spriteOf(row('pokemon/pikachu', { id: 25 })), '/v1/sprites/pokemon/25.png')
})

test('other documents have none', () => {
  assert.equal(spriteOf(row('evolution-chain/25', { id: 25 })), null)
  assert.equal(spriteOf(row('pokemon/25/encounters', { id: 25 })), null)
  assert.equal(spriteOf(row('pokemon/pikachu', { name: 'pikachu' })), null)
  assert.equal(spriteOf(row('pokemon/pikachoo', undefined, 'failed')), null)
})
