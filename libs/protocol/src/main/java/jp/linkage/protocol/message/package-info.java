/**
 * The messages between the parties (protocol §4.2 to §4.9) as records that read strictly and write
 * canonically, and the roots and digests that bind their parts together. A message object has the
 * right form; that its proofs, signatures and roots hold is checked by its receiver.
 */
@NullMarked
package jp.linkage.protocol.message;

import org.jspecify.annotations.NullMarked;
