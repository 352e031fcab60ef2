/**
 * Compares the audit-service's database with the log: every row and column that is derived from the
 * records is derived here a second time, from the records as the auditor read and verified them,
 * and nothing of the service's own derivation is used. Reads in one transaction that sees one
 * moment, row after row, so that memory does not grow with the log.
 */
@NullMarked
package jp.linkage.local.verify.database;

import org.jspecify.annotations.NullMarked;
