/**
 * Which fields we own, whether they still are as we wrote them, and who changed them.
 */
@NullMarked
package dev.capstan.apply.drift;

import org.jspecify.annotations.NullMarked;
