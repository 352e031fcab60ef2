/**
 * How the launcher, the demo and the benchmark talk to the services: over HTTP with a staff
 * member's bearer token, as an agency's back-office system does.
 */
@NullMarked
package jp.linkage.local.api;

import org.jspecify.annotations.NullMarked;
