/**
 * The header of an exchange (protocol §4.1): who asks whom, for which affair, on which row of the
 * law's table, why and until when. Every party reads it strictly, hashes its bytes and binds all
 * that it sends to that hash. The value types refuse what the protocol does not allow.
 */
@NullMarked
package jp.linkage.protocol.header;

import org.jspecify.annotations.NullMarked;
