/** Tests of the conversion: its algebra, what every verifier refuses, the attacks, the cost. */
@NullMarked
package jp.linkage.protocol.conversion;

import org.jspecify.annotations.NullMarked;
