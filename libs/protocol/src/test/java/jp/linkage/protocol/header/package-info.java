/** Tests, and fixtures for the tests of the services. */
@NullMarked
package jp.linkage.protocol.header;

import org.jspecify.annotations.NullMarked;
