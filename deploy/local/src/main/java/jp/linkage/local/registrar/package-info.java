/**
 * The resident registry of the local run, a plain client: registers its residents at the
 * audit-service, enrols them for itself, and reads the log of a resident who asks.
 */
@NullMarked
package jp.linkage.local.registrar;

import org.jspecify.annotations.NullMarked;
