package dev.capstan.application.kube;

import dev.capstan.api.argo.Application;
import dev.capstan.api.meta.ObjectKey;
import dev.capstan.application.core.RevisionAnswers;
import dev.capstan.application.core.RevisionQuestion;
import dev.capstan.application.object.ApplicationObject;
import dev.capstan.application.run.AskedComparison;
import dev.capstan.application.run.AskedRevisions;
import dev.capstan.application.source.Answer;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/** Answers about Applications that are in the cluster and taken care of, by what is there of them. */
final class CoreApplications implements RevisionAnswers {
    private final Function<ObjectKey, Optional<Application>> applications;
    private final ServedNamespaces served;
    private final String controlPlane;
    private final AskedRevisions revisions;
    private final Function<ApplicationObject, Optional<AskedComparison.Found>> comparison;
    private final Consumer<ObjectKey> forget;

    /**
     * @param controlPlane where an Application is whose namespace is not named
     * @param forget lets go of what is kept and watched for an Application
     */
    CoreApplications(
            Function<ObjectKey, Optional<Application>> applications,
            ServedNamespaces served,
            String controlPlane,
            AskedRevisions revisions,
            Function<ApplicationObject, Optional<AskedComparison.Found>> comparison,
            Consumer<ObjectKey> forget) {
        this.applications = applications;
        this.served = served;
        this.controlPlane = controlPlane;
        this.revisions = revisions;
        this.comparison = comparison;
        this.forget = forget;
    }

    @Override
    public Answer<String> of(RevisionQuestion question) {
        var key = new ObjectKey(question.namespace().isEmpty() ? controlPlane : question.namespace(), question.name());
        return find(key)
                .map(application -> revisions.of(application, question.source(), question.revision()))
                .orElseGet(() -> new Answer.Failed<>("There is no Application " + key
                        + " that Capstan takes care of and can read; a revision is resolved for those only"));
    }

    /** Compares an Application by its name in marks; empty for one that is not there or cannot be compared. */
    Optional<AskedComparison.Found> compared(String instance) {
        return InstanceNames.key(instance, controlPlane)
                .flatMap(key -> find(key).flatMap(application -> compared(key, application)));
    }

    /** A comparison opens watches: of an Application that goes meanwhile nobody would close them again. */
    private Optional<AskedComparison.Found> compared(ObjectKey key, ApplicationObject application) {
        try {
            return comparison.apply(application);
        } finally {
            if (applications.apply(key).isEmpty()) {
                forget.accept(key);
            }
        }
    }

    private Optional<ApplicationObject> find(ObjectKey key) {
        return applications
                .apply(key)
                .filter(found ->
                        served.has(key.namespace()) && found.undecodable().isEmpty())
                .map(ApplicationObjects::of);
    }
}
