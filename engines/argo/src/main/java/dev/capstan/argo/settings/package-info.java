/** The ConfigMap {@code argocd-cm}: which of its keys count here, and which are read and not acted on. */
@NullMarked
package dev.capstan.argo.settings;

import org.jspecify.annotations.NullMarked;
