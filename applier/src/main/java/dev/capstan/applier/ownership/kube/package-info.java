/** Whether those exist in the cluster who say that objects are theirs. */
@NullMarked
package dev.capstan.applier.ownership.kube;

import org.jspecify.annotations.NullMarked;
