/**
 * Benchmarks over the running services: load from this JVM over HTTP, figures per process from the
 * operating system, as a table and as JSON. Absolute times are this machine's; quote ratios of one
 * run.
 */
@NullMarked
package jp.linkage.local.bench;

import org.jspecify.annotations.NullMarked;
