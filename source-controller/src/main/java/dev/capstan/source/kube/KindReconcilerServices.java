package dev.capstan.source.kube;

import dev.capstan.runtime.host.ControllerScope;
import dev.capstan.runtime.reconcile.ReconcilerServices;

/**
 * What a kind with a reconciler of its own is given.
 *
 * @param reconcilers what every reconciler of the process shares
 * @param sources what kinds of sources are given, too
 * @param served the storage as consumers see it
 * @param dependents wakes who depends on a source
 * @param failures counts failures
 * @param mayCrossNamespaces whether objects may name sources in other namespaces
 * @param scope closes what is kept in it when the controller ends
 */
public record KindReconcilerServices(
        ReconcilerServices reconcilers,
        SourceServices sources,
        ServedArtifacts served,
        Dependents dependents,
        FailureCounter failures,
        boolean mayCrossNamespaces,
        ControllerScope scope) {}
