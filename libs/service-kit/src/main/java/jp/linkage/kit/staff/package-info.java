/**
 * Who of the agency's staff makes a request, from the bearer JWT of the agency's identity provider.
 */
@NullMarked
package jp.linkage.kit.staff;

import org.jspecify.annotations.NullMarked;
