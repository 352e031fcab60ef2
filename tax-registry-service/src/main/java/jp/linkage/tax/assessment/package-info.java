/**
 * The assessments (賦課) of municipal and prefectural inhabitant tax (個人住民税): what is recorded for a
 * person and a fiscal year, which rules a record must keep, and its history.
 *
 * <p>A change (更正) is a new revision; no revision is ever overwritten, and the last one is current.
 * That there is no assessment is never the same as a tax of zero.
 */
@NullMarked
package jp.linkage.tax.assessment;

import org.jspecify.annotations.NullMarked;
