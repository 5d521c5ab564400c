/** ConfigMaps and Secrets that an applier takes values from. Values and ports. */
@NullMarked
package dev.capstan.applier.values;

import org.jspecify.annotations.NullMarked;
