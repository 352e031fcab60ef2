/**
 * What every Quarkus service of Linkage does alike, so that each service holds only its own
 * business.
 */
@NullMarked
package jp.linkage.kit;

import org.jspecify.annotations.NullMarked;
