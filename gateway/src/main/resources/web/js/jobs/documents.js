import { lines, ProblemError, request } from '../api/client.js'
import { rowOf } from '../run/run.js'

/** @typedef {import('../run/run.js').Row} Row */

/** More than these are for a download. */
const MOST = 300
const AGAIN_MS = 1000

/** The first documents of a job, in the order in which they were done. */
export class JobDocuments {
  constructor() {
    /** @type {Row[]} */
    this.rows = []
    this.running = true
    this.seq = 0
  }

  /** Whether there may be more documents than are read. */
  get full() {
    return this.rows.length >= MOST
  }

  /** A job does not tell its batch: nothing can be replaced. */
  isAlone() {
    return false
  }

  /** Takes a line of the job's results. @param {any} line */
  take(line) {
    if (line.type === 'item') this.rows.push(rowOf(line.item))
    if (line.seq) this.seq = line.seq
    if (line.type === 'summary' || this.full) this.running = false
  }
}

/**
 * Reads a job's documents while it runs. Goes on where it was if the connection breaks, or the gateway restarts.
 *
 * @param {string} results the path of the job's results
 * @param {JobDocuments} documents
 * @param {AbortSignal} signal
 * @param {() => void} changed called after each document
 * @throws {ProblemError} if the gateway refuses
 */
export async function follow(results, documents, signal, changed) {
  const stop = new AbortController()
  signal.addEventListener('abort', () => stop.abort())
  while (documents.running && !signal.aborted) {
    try {
      const path = `${results}?follow=true&after=${documents.seq}`
      const response = await request(path, { headers: { accept: 'application/x-ndjson' }, signal: stop.signal })
      for await (const line of lines(response)) {
        documents.take(JSON.parse(line))
        changed()
        if (!documents.running) break
      }
    } catch (failure) {
      if (failure instanceof ProblemError && failure.status !== 503) throw failure
    }
    if (documents.running) await new Promise((resolve) => setTimeout(resolve, AGAIN_MS))
  }
  stop.abort()
}
