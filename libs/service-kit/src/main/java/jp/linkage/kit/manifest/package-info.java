/**
 * The manifest that a service works under: loaded from a file, verified against the pinned key of
 * the manifest authority and this party's own permission table, remembered in the database so that
 * nobody can bring an older one back, and exchanged for a newer one without a restart (protocol §3,
 * 番号法21条).
 */
@NullMarked
package jp.linkage.kit.manifest;

import org.jspecify.annotations.NullMarked;
