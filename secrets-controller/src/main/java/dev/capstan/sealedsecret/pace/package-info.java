/**
 * How often something may happen. Knows no clock but the readings that it is given.
 */
@NullMarked
package dev.capstan.sealedsecret.pace;

import org.jspecify.annotations.NullMarked;
