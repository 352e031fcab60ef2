/**
 * Strict reading and canonical writing of the JSON that parties exchange and sign.
 *
 * <p>A message with a member that is missing, unknown, doubled, of the wrong type or too long is
 * refused with the path and what was expected there (protocol §2); what was found is never
 * repeated, because it may be somebody's data. What is hashed or signed is the RFC 8785 form.
 */
@NullMarked
package jp.linkage.protocol.json;

import org.jspecify.annotations.NullMarked;
