/**
 * The numbers of the law and their check digits. A My Number lives here in memory for the moment of
 * an enrolment; nothing here prints one.
 */
@NullMarked
package jp.linkage.protocol.number;

import org.jspecify.annotations.NullMarked;
