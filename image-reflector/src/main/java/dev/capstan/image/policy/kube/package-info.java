/** ImagePolicy objects. */
@NullMarked
package dev.capstan.image.policy.kube;

import org.jspecify.annotations.NullMarked;
