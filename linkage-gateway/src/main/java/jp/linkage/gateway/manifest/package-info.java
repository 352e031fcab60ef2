/** Hands the signed manifest, as the manifest authority issued it, to the agencies. */
@NullMarked
package jp.linkage.gateway.manifest;

import org.jspecify.annotations.NullMarked;
