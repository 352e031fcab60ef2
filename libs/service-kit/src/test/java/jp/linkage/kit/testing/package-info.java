/**
 * What tests of services share: the keys and files of all parties, tokens of staff, and a gateway
 * with an audit-service behind it that run the real protocol in the test's own JVM. Exported as the
 * test-jar of this module.
 */
@NullMarked
package jp.linkage.kit.testing;

import org.jspecify.annotations.NullMarked;
