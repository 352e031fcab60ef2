/**
 * Imports files of assessments in bulk. A file is received whole, then validated whole, then
 * applied in batches; the position is written in the transaction of each batch, so that another
 * worker continues where a killed one stopped. Nothing is applied when a line is wrong, unless the
 * official asked for the valid lines only.
 */
@NullMarked
package jp.linkage.tax.ingest;

import org.jspecify.annotations.NullMarked;
