/** The service's own keys, read once from its key file. */
@NullMarked
package jp.linkage.audit.config;

import org.jspecify.annotations.NullMarked;
