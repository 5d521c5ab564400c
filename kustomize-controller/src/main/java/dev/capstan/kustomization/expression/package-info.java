/** Boolean expressions over Kubernetes objects, as users write them into a Kustomization. */
@NullMarked
package dev.capstan.kustomization.expression;

import org.jspecify.annotations.NullMarked;
