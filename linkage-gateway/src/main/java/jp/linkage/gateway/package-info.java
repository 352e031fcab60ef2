/**
 * The gateway: checks an inquiry against the signed manifest and the permission table, adds its
 * share of the conversion, and carries sealed content that it cannot read. Holds no table of
 * persons.
 */
@NullMarked
package jp.linkage.gateway;

import org.jspecify.annotations.NullMarked;
