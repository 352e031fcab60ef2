/**
 * The law's table (法第19条第8号に基づく利用特定個人情報の提供に関する命令 第2条 and the articles that detail it) as data, and
 * the one pure function that decides whether an exchange is permitted. Gateway, audit-service and
 * provider each call it on their own copy. What no row allows is denied, with the row that comes
 * closest and what differs.
 */
@NullMarked
package jp.linkage.protocol.permission;

import org.jspecify.annotations.NullMarked;
