package dev.capstan.application.set.kube;

import dev.capstan.application.metric.SetMetrics;
import dev.capstan.application.plane.ControlPlaneView;
import dev.capstan.application.set.ApplicationForm;
import dev.capstan.application.set.SetQuestions;
import dev.capstan.application.set.SetRules;
import dev.capstan.application.set.SetWrites;
import dev.capstan.argo.set.ApplicationSets;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What all passes over sets work with. */
record SetSurroundings(
        ControlPlaneView plane,
        BooleanSupplier isPlaneKnown,
        Supplier<Optional<String>> other,
        LiveApplications applications,
        ApplicationSets sets,
        SetQuestions questions,
        SetRules rules,
        ApplicationForm form,
        SetWrites writes,
        SetFinalizer finalizer,
        SetMemories memories,
        SetWakes wakes,
        SetMetrics metrics) {
    /** Whether everything was read that a set is decided by. */
    boolean areKnown() {
        return isPlaneKnown.getAsBoolean() && applications.areKnown();
    }
}
