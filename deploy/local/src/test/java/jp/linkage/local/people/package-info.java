/** Tests of the synthetic residents and of the files about them. */
@NullMarked
package jp.linkage.local.people;

import org.jspecify.annotations.NullMarked;
