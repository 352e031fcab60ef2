/**
 * Applications for disability services: taken in, inquired about, decided or left pending with the
 * reason, explained line by line. Household facts stay in this service's own database.
 */
@NullMarked
package jp.linkage.welfare.application;

import org.jspecify.annotations.NullMarked;
