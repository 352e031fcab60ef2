/**
 * How large a body may be, path by path: messages are read whole into memory, those of the protocol
 * before anybody has authenticated. Whoever sends more is told the limit.
 */
@NullMarked
package jp.linkage.kit.limit;

import org.jspecify.annotations.NullMarked;
