/**
 * {@code ./linkage bench audit --faults}: breaks one part after the other while exchanges and
 * auditors go on, and shows afterwards that nothing was answered that the log does not hold, that
 * the log never had two histories, and that the database says what the log says.
 */
@NullMarked
package jp.linkage.local.faults;

import org.jspecify.annotations.NullMarked;
