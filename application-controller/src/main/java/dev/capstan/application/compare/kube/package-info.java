/** What comparisons ask of the cluster of the controller. */
@NullMarked
package dev.capstan.application.compare.kube;

import org.jspecify.annotations.NullMarked;
