/** The control plane, read from its namespace. */
@NullMarked
package dev.capstan.application.plane.kube;

import org.jspecify.annotations.NullMarked;
