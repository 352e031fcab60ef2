/**
 * Answering the inquiries of other agencies: every check of protocol §4.7 on this agency's own
 * copies of the manifest and the permission table, then the service's {@link
 * jp.linkage.kit.answer.ItemSource}, then a sealed and signed answer.
 *
 * <p>An exchange id is bound to its request in the database before anything is answered, and the
 * stored answer is given again when the same request comes again.
 */
@NullMarked
package jp.linkage.kit.answer;

import org.jspecify.annotations.NullMarked;
