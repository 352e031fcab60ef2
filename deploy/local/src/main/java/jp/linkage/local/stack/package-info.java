/**
 * Everything on one machine: PostgreSQL and Kafka inside this JVM, the packaged services as
 * processes of their own, each with its own folder for keys, configuration and log. What is started
 * here is stopped here.
 */
@NullMarked
package jp.linkage.local.stack;

import org.jspecify.annotations.NullMarked;
