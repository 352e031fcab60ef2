/**
 * An agency's steps of the protocol as pure functions: what it sends, and what it verifies before
 * it believes anything. No database, no network, no Quarkus, so that a plain Java client (the
 * registrar's, say) and the tests use the very code that the services use.
 */
@NullMarked
package jp.linkage.kit.steps;

import org.jspecify.annotations.NullMarked;
