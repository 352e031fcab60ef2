/** Tests, and fixtures for the tests of the services. */
@NullMarked
package jp.linkage.protocol.permission;

import org.jspecify.annotations.NullMarked;
