@NullMarked
package jp.linkage.local.verify.database;

import org.jspecify.annotations.NullMarked;
