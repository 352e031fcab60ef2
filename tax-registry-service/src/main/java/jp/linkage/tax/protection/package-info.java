/**
 * Persons whose tax information must not be answered automatically (自動応答不可) or not be given at all
 * (不開示), for instance victims of domestic violence. Every change stays on record.
 */
@NullMarked
package jp.linkage.tax.protection;

import org.jspecify.annotations.NullMarked;
