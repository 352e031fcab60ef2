/**
 * Carries one exchange through its steps: bind the exchange id to its request, convert, log, ask
 * the provider, release, hand over. Every finished step is stored, so that the same request resumes
 * where it stopped and the same answer is given twice (protocol §5.3). Operators see the metadata.
 */
@NullMarked
package jp.linkage.gateway.inquiry;

import org.jspecify.annotations.NullMarked;
