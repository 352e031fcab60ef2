/** What services do with the database beside Hibernate's entities. */
@NullMarked
package jp.linkage.kit.database;

import org.jspecify.annotations.NullMarked;
