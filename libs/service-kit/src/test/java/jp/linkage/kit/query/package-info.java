/** Tests of the strict reading of query parameters. */
@NullMarked
package jp.linkage.kit.query;

import org.jspecify.annotations.NullMarked;
