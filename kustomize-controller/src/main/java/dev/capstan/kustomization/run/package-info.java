/**
 * One run over one Kustomization, from its source to its health. The middle of the controller: knows the other features
 * and ports, but neither Kubernetes clients nor the frame that calls it.
 */
@NullMarked
package dev.capstan.kustomization.run;

import org.jspecify.annotations.NullMarked;
