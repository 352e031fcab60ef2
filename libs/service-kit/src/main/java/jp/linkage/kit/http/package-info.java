/**
 * Messages of the protocol from one party to another: one HTTP client for agencies, gateway and
 * audit-service, which turns every failure into a problem of protocol's one table.
 */
@NullMarked
package jp.linkage.kit.http;

import org.jspecify.annotations.NullMarked;
