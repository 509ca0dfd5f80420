/**
 * @template T
 * @param {() => Promise<T>} get
 * @returns {() => Promise<T>} gets it once; again if that failed
 */
export function getOnce(get) {
  /** @type {Promise<T> | null} */
  let got = null
  return () => {
    got ??= get().catch((failure) => {
      got = null
      throw failure
    })
    return got
  }
}
