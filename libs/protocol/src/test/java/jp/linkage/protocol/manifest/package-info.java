/** Tests of the manifest, and {@code TestParties} for the tests of every service. */
@NullMarked
package jp.linkage.protocol.manifest;

import org.jspecify.annotations.NullMarked;
