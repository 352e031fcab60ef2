/** Tests of the building blocks against the published vectors, and of what they refuse. */
@NullMarked
package jp.linkage.protocol.crypto;

import org.jspecify.annotations.NullMarked;
