@NullMarked
package dev.capstan.container;

import org.jspecify.annotations.NullMarked;
