/** Tests, and fixtures for the tests of the services. */
@NullMarked
package jp.linkage.protocol.assertion;

import org.jspecify.annotations.NullMarked;
