/** Boolean expressions over objects, as users write them into custom resources. Knows no expression language. */
@NullMarked
package dev.capstan.expression;

import org.jspecify.annotations.NullMarked;
