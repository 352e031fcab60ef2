/**
 * Lends the service's share of a conversion, and only for what is in the log (protocol §4.4):
 * checks everything itself, binds the exchange id, appends the record, and then, with the
 * acknowledged record in hand, lends. One database transaction holds the id, the registry and the
 * answer together; if the log does not answer, all of it is undone and nothing was lent.
 */
@NullMarked
package jp.linkage.audit.conversion;

import org.jspecify.annotations.NullMarked;
