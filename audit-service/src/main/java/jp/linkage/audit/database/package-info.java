/**
 * Transactions over plain JDBC for the paths of an exchange: one connection, few statements, every
 * one of them visible. A database that does not answer is told apart from a statement that is
 * wrong.
 */
@NullMarked
package jp.linkage.audit.database;

import org.jspecify.annotations.NullMarked;
