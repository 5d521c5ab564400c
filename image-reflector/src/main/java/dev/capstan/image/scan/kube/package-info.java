/** ImageRepository objects. */
@NullMarked
package dev.capstan.image.scan.kube;

import org.jspecify.annotations.NullMarked;
