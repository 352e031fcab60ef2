/** What a service tells its operator about the cryptography that it runs with. */
@NullMarked
package jp.linkage.kit.crypto;

import org.jspecify.annotations.NullMarked;
