package dev.capstan.application.kube;

import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.metric.ApplicationMetrics;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.run.ApplicationPass;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * What the reconciler of Applications has to do with.
 *
 * @param pass one look at an Application
 * @param plane the control plane
 * @param isPlaneKnown whether all of it was read; before that, what is not there may only not be known
 * @param wakeUps wakes Applications
 * @param other what takes care of Applications in our place, for people; empty when nothing does
 * @param served the namespaces that are looked at
 * @param forget told of Applications that are gone
 */
record Surroundings(
        ApplicationPass pass,
        ControlPlaneView plane,
        BooleanSupplier isPlaneKnown,
        WakeUps wakeUps,
        Supplier<Optional<String>> other,
        ServedNamespaces served,
        ApplicationMetrics metrics,
        Consumer<ObjectKey> forget) {}
