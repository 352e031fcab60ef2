/**
 * {@code ./linkage reconcile}: what inquirer and provider recorded of their exchanges (番号法23条) is
 * compared with the log, and with each other.
 */
@NullMarked
package jp.linkage.local.reconcile;

import org.jspecify.annotations.NullMarked;
