/**
 * The key files of the parties, one file and one folder for each. A process reads its own only; no
 * class here holds the secrets of two parties.
 */
@NullMarked
package jp.linkage.protocol.keys;

import org.jspecify.annotations.NullMarked;
