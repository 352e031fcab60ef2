/**
 * Whether an exchange may take place at all: the asking agency's signature, the manifest, the
 * permission table (the gateway's own copy), the clock and the agency's quota. Tells the
 * audit-service of every denial.
 */
@NullMarked
package jp.linkage.gateway.permission;

import org.jspecify.annotations.NullMarked;
