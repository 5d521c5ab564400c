/** Helm releases in a cluster: how they are stored, and the actions that change them. Knows no custom resource type. */
@NullMarked
package dev.capstan.helm.release;

import org.jspecify.annotations.NullMarked;
