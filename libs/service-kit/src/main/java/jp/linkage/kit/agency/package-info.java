/**
 * The agency that a service belongs to: its keys from its own key file, its entry in the manifest.
 */
@NullMarked
package jp.linkage.kit.agency;

import org.jspecify.annotations.NullMarked;
