/**
 * The packaged services as processes, attacked from outside: with changed, spliced, replayed and
 * re-signed messages, with other agencies' tokens, with parts switched off, with replicas. One
 * stack serves all classes; a proxy before each service that others call sees and changes what
 * passes.
 */
@NullMarked
package jp.linkage.local.system;

import org.jspecify.annotations.NullMarked;
