/**
 * Seals the log: reads the topic, makes every record a leaf and a row, and commits rows, tiles,
 * root and place in one transaction; only then the root is signed, by both keys of the log, and
 * only then published. One replica does it at a time, and a crash at any point leads to no second
 * root for a size. It does not begin on a log that was cut, replaced, changed or rolled back, and
 * says why.
 */
@NullMarked
package jp.linkage.audit.seal;

import org.jspecify.annotations.NullMarked;
