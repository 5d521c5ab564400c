/**
 * Rollbacks that people ask for by annotation: what is asked for, whether it is granted, and how long it lasts. Pure.
 */
@NullMarked
package dev.capstan.helmrelease.rollback;

import org.jspecify.annotations.NullMarked;
