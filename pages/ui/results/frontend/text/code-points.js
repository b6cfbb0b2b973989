// @ts-check
/* Text offsets. Python counts code points, JavaScript UTF-16 units, and control characters are not drawn at all:
 * after an emoji or a NUL the three differ. This is the only place that converts between them. */

// biome-ignore lint/suspicious/noControlCharactersInRegex: fonts draw NUL and the like as boxes
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
const NEEDS_NO_MAP = /^[\n\x20-\x7e]*$/;

/**
 * The text as it is drawn.
 * @param {string} text
 */
export function withoutControls(text) {
  return text.replace(CONTROLS, "");
}

/** A text as it is drawn, addressed by code points of the original. */
export class DrawnText {
  /** @type {number[] | null} the UTF-16 unit that each code point begins at; null if they are equal */
  #units;

  /** @param {string} original */
  constructor(original) {
    this.text = withoutControls(original);
    this.#units = NEEDS_NO_MAP.test(original) ? null : unitsOf(original);
    /** In code points of the original. */
    this.length = this.#units ? this.#units.length - 1 : original.length;
  }

  /**
   * Where a code point begins in `text`, in UTF-16 units; undefined outside of it.
   * @param {number} point
   * @returns {number | undefined}
   */
  unit(point) {
    if (this.#units) return this.#units[point];
    return point >= 0 && point <= this.length ? point : undefined;
  }

  /**
   * Offsets outside of the text mean its beginning or end.
   * @param {number} from
   * @param {number} [to]
   */
  slice(from, to = this.length) {
    const within = (/** @type {number} */ point) => Math.min(Math.max(point, 0), this.length);
    return this.text.slice(this.unit(within(from)), this.unit(within(to)));
  }

  /**
   * The text with one stretch of it replaced.
   * @param {number} from
   * @param {number} to
   * @param {string} replacement
   */
  replaced(from, to, replacement) {
    return this.slice(0, from) + replacement + this.slice(to);
  }

  /**
   * The beginning of the next word, or `point` itself where no space is near.
   * @param {number} point
   * @param {number} near how many code points are searched for a space
   */
  wordStart(point, near = 20) {
    for (let i = point; point && i < Math.min(point + near, this.length); i += 1) {
      if (/\s/.test(this.slice(i, i + 1))) return i + 1;
    }
    return point;
  }
}

/** @param {string} original */
function unitsOf(original) {
  const units = [0];
  let unit = 0;
  for (const character of original) {
    unit += withoutControls(character).length;
    units.push(unit);
  }
  return units;
}
