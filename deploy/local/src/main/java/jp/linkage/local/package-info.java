/**
 * The local run of everything on one machine: databases and broker in this JVM, the four packaged
 * services as processes, the demo, the system tests and the benchmarks.
 */
@NullMarked
package jp.linkage.local;

import org.jspecify.annotations.NullMarked;
