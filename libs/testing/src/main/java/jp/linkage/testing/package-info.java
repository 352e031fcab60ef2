/**
 * Real parts for tests and for the local run: PostgreSQL and a Kafka broker inside the JVM, on
 * random ports, which can be stopped and started again; and the architecture rules that every
 * module keeps. Knows no other module of Linkage.
 */
@NullMarked
package jp.linkage.testing;

import org.jspecify.annotations.NullMarked;
