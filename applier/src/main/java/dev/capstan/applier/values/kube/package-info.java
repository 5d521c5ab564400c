/** ConfigMaps and Secrets of the cluster. */
@NullMarked
package dev.capstan.applier.values.kube;

import org.jspecify.annotations.NullMarked;
