package dev.capstan.application.kube;

import static dev.capstan.application.kube.Applications.application;
import static dev.capstan.application.kube.Applications.withSpec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.capstan.api.argo.Application;
import org.junit.jupiter.api.Test;

/** Which changes of an Application start a pass. */
class ApplicationTriggersTest {
    private static final String OPERATION = "operation: {sync: {prune: true}}";
    private static final String TAKEN_UP =
            "status: {operationState: {operation: {sync: {prune: true}}, phase: Running, startedAt: x}}";

    @Test
    void anotherSpecDoes() {
        assertThat(triggers(withSpec("a", "project: one"), withSpec("a", "project: two")))
                .isTrue();
        assertThat(triggers(application(""), application(""))).isFalse();
    }

    @Test
    void whatWeWriteOurselvesDoesNot() {
        assertThat(triggers(application(""), application("", TAKEN_UP))).isFalse();
        assertThat(triggers(application(""), application("", OPERATION, TAKEN_UP)))
                .isFalse();
        assertThat(triggers(application("", OPERATION), application("", OPERATION, TAKEN_UP)))
                .isFalse();
        assertThat(triggers(
                        application("", OPERATION, TAKEN_UP),
                        application("", TAKEN_UP.replace("Running", "Succeeded"))))
                .isFalse();
        assertThat(triggers(
                        application(", annotations: {argocd.argoproj.io/refresh: normal}"), application("", TAKEN_UP)))
                .isFalse();
        assertThat(triggers(application(""), application(", generation: 9, resourceVersion: '9'")))
                .isFalse();
    }

    @Test
    void anOperationThatIsAskedForDoes() {
        assertThat(triggers(application(""), application("", OPERATION))).isTrue();
        assertThat(triggers(
                        application("", TAKEN_UP.replace("Running", "Succeeded")),
                        application("", OPERATION, TAKEN_UP.replace("Running", "Succeeded"))))
                .isTrue();
    }

    @Test
    void theWishThatAnOperationEndsDoes() {
        assertThat(triggers(application("", TAKEN_UP), application("", TAKEN_UP.replace("Running", "Terminating"))))
                .isTrue();
    }

    @Test
    void annotationsThatSayHowItIsTreatedDo() {
        assertThat(triggers(application(", annotations: {argocd.argoproj.io/skip-reconcile: 'true'}"), application("")))
                .isTrue();
        assertThat(triggers(application(""), application(", annotations: {argocd.argoproj.io/deletion-approved: x}")))
                .isTrue();
        assertThat(triggers(application(""), application(", annotations: {example.com/note: x}")))
                .isFalse();
    }

    @Test
    void onlyTheWordTrueSkips() {
        assertThat(ApplicationTriggers.isSkipped(
                        application(", annotations: {argocd.argoproj.io/skip-reconcile: 'true'}")))
                .isTrue();
        assertThat(ApplicationTriggers.isSkipped(
                        application(", annotations: {argocd.argoproj.io/skip-reconcile: 'false'}")))
                .isFalse();
    }

    private static boolean triggers(Application before, Application changed) {
        return new ApplicationTriggers().triggers(changed, before);
    }
}
