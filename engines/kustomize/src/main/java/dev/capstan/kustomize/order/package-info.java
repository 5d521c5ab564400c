/** The order of the objects in the result. */
@NullMarked
package dev.capstan.kustomize.order;

import org.jspecify.annotations.NullMarked;
