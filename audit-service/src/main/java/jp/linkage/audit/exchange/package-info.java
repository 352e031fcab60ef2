/**
 * What the service remembers about an exchange id: the request root that it is bound to, and what
 * was answered, byte for byte, until the exchange expires. Rows are written in the transaction that
 * appends to the log, so that an id is answered once, on whichever replica, and a failure leaves
 * nothing.
 */
@NullMarked
package jp.linkage.audit.exchange;

import org.jspecify.annotations.NullMarked;
