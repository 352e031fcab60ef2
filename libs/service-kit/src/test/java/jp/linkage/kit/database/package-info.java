/** Tests of commands against a real PostgreSQL. */
@NullMarked
package jp.linkage.kit.database;

import org.jspecify.annotations.NullMarked;
