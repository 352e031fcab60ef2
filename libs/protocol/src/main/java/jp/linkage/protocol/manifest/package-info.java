/**
 * The trust anchor (protocol §3): one signed document that names the parties, their keys, rights
 * and addresses, and the hash of the permission table. Whoever holds it needs to trust nobody's
 * word for a key.
 */
@NullMarked
package jp.linkage.protocol.manifest;

import org.jspecify.annotations.NullMarked;
