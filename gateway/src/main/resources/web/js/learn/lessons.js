import { backPressure } from './lessons/back-pressure.js'
import { blocking } from './lessons/blocking.js'
import { deadlines } from './lessons/deadlines.js'
import { gather } from './lessons/gather.js'
import { groups } from './lessons/groups.js'
import { stages } from './lessons/stages.js'
import { threads } from './lessons/threads.js'
import { waiting } from './lessons/waiting.js'

/**
 * A lesson: an idea, a batch that shows it, and the same in three languages.
 *
 * @typedef {object} Lesson
 * @property {string} id also the fragment of its URL
 * @property {string} title
 * @property {string[]} idea paragraphs
 * @property {string} see what to look at in the run
 * @property {(documents: import('./fresh.js').Documents) => any} batch of a run
 * @property {boolean} [untimed] whether its time says nothing beside the time of its documents one after the other
 * @property {boolean} [blocks] whether it offers to block the page's thread
 * @property {(batch: any) => any} [drawn] the part of the batch that is drawn; all by default
 * @property {(batch: string, signal: AbortSignal) => AsyncGenerator<any>} [read] runs the batch and yields the lines of its answer, if not at once
 * @property {{python: string, javascript: string, vertx: string}} names what it is called
 * @property {{python: string, javascript: string, vertx: string}} code
 */

/** @type {Lesson[]} in the order in which they build on each other */
export const LESSONS = [waiting, gather, blocking, threads, groups, deadlines, stages, backPressure]
