/** Sources as a watch of the cluster sees them. */
@NullMarked
package dev.capstan.applier.source.kube;

import org.jspecify.annotations.NullMarked;
