/** Tests of the law's numbers, and {@code TestPeople} for the tests of every service. */
@NullMarked
package jp.linkage.protocol.number;

import org.jspecify.annotations.NullMarked;
