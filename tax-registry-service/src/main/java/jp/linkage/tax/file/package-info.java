/**
 * Reads files of assessments line by line, as CSV or as NDJSON, both in UTF-8. A wrong line does
 * not stop the reading: every fault is said with its line, its column and the form that was
 * expected, and never with the value that was found.
 */
@NullMarked
package jp.linkage.tax.file;

import org.jspecify.annotations.NullMarked;
